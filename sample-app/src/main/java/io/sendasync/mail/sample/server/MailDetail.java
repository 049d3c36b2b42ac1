package io.sendasync.mail.sample.server;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a mail program shows of one mail. All of it comes from whoever wrote the mail.
 *
 * @param id the number of the mail
 * @param from the authors
 * @param to the recipients
 * @param cc who gets a copy
 * @param subject the subject
 * @param date when it was written, null if it does not say
 * @param priority {@code high}, {@code normal} or {@code low}
 * @param text the plain text, null if there is none
 * @param html whether there is an HTML text
 * @param invitation the calendar entry, null if there is none
 * @param attachments the files
 */
public record MailDetail(long id, List<String> from, List<String> to, List<String> cc, String subject,
		@Nullable Instant date, String priority, @Nullable String text, boolean html, @Nullable Invitation invitation,
		List<AttachedFile> attachments) {

	public MailDetail {
		from = List.copyOf(from);
		to = List.copyOf(to);
		cc = List.copyOf(cc);
		attachments = List.copyOf(attachments);
	}

	/**
	 * A part to download.
	 *
	 * @param part its number
	 * @param name its name, harmless as a file name
	 * @param type its media type as the mail says, without parameters
	 * @param size its size in octets
	 */
	public record AttachedFile(int part, String name, String type, int size) {
	}

}
