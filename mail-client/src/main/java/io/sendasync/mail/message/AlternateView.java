package io.sendasync.mail.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The same content in another format (RFC 2046 §5.1.4), for example a calendar entry
 * beside the text. Views are written behind text and HTML in the order in which they were
 * added, the last one being the richest.
 *
 * @param mediaType a text type, perhaps with parameters:
 * {@code text/calendar; method=REQUEST}
 * @param content the text
 * @param linkedResources the parts that the content refers to
 */
public record AlternateView(String mediaType, String content, List<LinkedResource> linkedResources) {

	/**
	 * Check and copy the values.
	 * @throws IllegalArgumentException if the media type is not one of text, or the
	 * content has NUL or half a surrogate pair
	 */
	public AlternateView {
		mediaType = MediaTypes.requireText(Objects.requireNonNull(mediaType, "mediaType"));
		TextRules.requireBody("view content", Objects.requireNonNull(content, "content"));
		linkedResources = List.copyOf(linkedResources);
	}

	/**
	 * A view without linked resources.
	 * @param mediaType a text type
	 * @param content the text
	 * @return the view
	 */
	public static AlternateView of(String mediaType, String content) {
		return new AlternateView(mediaType, content, List.of());
	}

	/**
	 * An HTML view.
	 * @param html the text
	 * @return the view
	 */
	public static AlternateView html(String html) {
		return of("text/html", html);
	}

	/**
	 * A copy of this view with one more linked resource.
	 * @param resource the resource
	 * @return the new view
	 */
	public AlternateView with(LinkedResource resource) {
		List<LinkedResource> resources = new ArrayList<>(this.linkedResources);
		resources.add(resource);
		return new AlternateView(this.mediaType, this.content, resources);
	}

	/** Without the content. */
	@Override
	public String toString() {
		return "AlternateView[mediaType=" + this.mediaType + ", linkedResources=" + this.linkedResources.size() + "]";
	}

}
