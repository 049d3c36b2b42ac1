package io.sendasync.mail.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

	private static final Pattern CALENDAR = Pattern.compile("\\s*BEGIN:VCALENDAR\\s", Pattern.CASE_INSENSITIVE);

	private static final Pattern METHOD = Pattern.compile("^METHOD:([A-Za-z0-9-]{1,40})\\s*$",
			Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

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
	 * A calendar entry, {@code text/calendar}. Its METHOD (RFC 5546), which makes it an
	 * invitation, an answer or a cancellation, is repeated in the media type, because
	 * mail programs look for it there (RFC 6047 §2.4).
	 * @param icalendar the entry (RFC 5545), with lines that are folded as needed
	 * @return the view
	 * @throws IllegalArgumentException if it is no VCALENDAR
	 */
	public static AlternateView calendar(String icalendar) {
		Objects.requireNonNull(icalendar, "icalendar");
		if (!CALENDAR.matcher(icalendar).lookingAt()) {
			throw new IllegalArgumentException("icalendar must start with BEGIN:VCALENDAR");
		}
		Matcher method = METHOD.matcher(icalendar);
		return of("text/calendar" + (method.find() ? "; method=" + method.group(1).toUpperCase(Locale.ROOT) : ""),
				icalendar);
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
