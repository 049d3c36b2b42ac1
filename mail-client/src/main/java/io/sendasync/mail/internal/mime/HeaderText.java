package io.sendasync.mail.internal.mime;

import java.nio.charset.Charset;
import java.util.List;

import io.sendasync.mail.message.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * How text of the caller's stands in a header: as UTF-8 where that may be (RFC 6532), and
 * if it does not look like something else; encoded otherwise.
 *
 * @param raw whether UTF-8 may stand in the header
 */
record HeaderText(boolean raw) {

	/**
	 * Unstructured text, as of Subject.
	 */
	String text(String text, @Nullable Charset charset) {
		return isRaw(text) ? text : HeaderWords.text(text, charset);
	}

	String addresses(List<MailAddress> addresses, @Nullable Charset charset) {
		if (!this.raw) {
			return HeaderWords.addresses(addresses, charset);
		}
		return String.join(", ", addresses.stream().map((address) -> address(address, charset)).toList());
	}

	String address(MailAddress address, @Nullable Charset charset) {
		if (!isRaw(address.displayName())) {
			return HeaderWords.address(address, charset);
		}
		String quoted = address.displayName().replace("\\", "\\\\").replace("\"", "\\\"");
		return '"' + quoted + "\" <" + address.wireAddress() + ">";
	}

	private boolean isRaw(String text) {
		return this.raw && HeaderWords.isPlain(text, Character.MAX_VALUE) && !HeaderWords.isPlain(text, '~');
	}

}
