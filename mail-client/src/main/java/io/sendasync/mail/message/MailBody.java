package io.sendasync.mail.message;

import java.nio.charset.Charset;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The content of a message in its formats. */
record MailBody(@Nullable String text, @Nullable String html, List<LinkedResource> linkedResources,
		List<AlternateView> alternateViews, @Nullable Charset charset) {

	MailBody {
		linkedResources = List.copyOf(linkedResources);
		alternateViews = List.copyOf(alternateViews);
		if (html == null && !linkedResources.isEmpty()) {
			throw new IllegalArgumentException("linkedResource needs html");
		}
		if (charset != null) {
			MailCharsets.requireEncodable("text", text, charset);
			MailCharsets.requireEncodable("html", html, charset);
			for (AlternateView view : alternateViews) {
				MailCharsets.requireEncodable("alternateView", view.content(), charset);
			}
		}
	}

}
