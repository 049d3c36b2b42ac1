package io.sendasync.mail.internal.mime;

import java.time.OffsetDateTime;

import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.ContentDisposition;
import org.jspecify.annotations.Nullable;

/**
 * The value of Content-Disposition (RFC 2183), one parameter a line.
 */
final class Disposition {

	private Disposition() {
	}

	static String of(Attachment attachment) {
		ContentDisposition disposition = attachment.disposition();
		StringBuilder value = new StringBuilder(disposition.inline() ? "inline" : "attachment");
		value.append(FileName.parameter(attachment.name()));
		appendDate(value, "creation-date", disposition.creationDate());
		appendDate(value, "modification-date", disposition.modificationDate());
		appendDate(value, "read-date", disposition.readDate());
		if (disposition.size() >= 0) {
			value.append(";\r\n size=").append(disposition.size());
		}
		return value.toString();
	}

	private static void appendDate(StringBuilder value, String name, @Nullable OffsetDateTime date) {
		if (date != null) {
			value.append(";\r\n ").append(name).append("=\"").append(MailDate.format(date)).append('"');
		}
	}

}
