package io.sendasync.mail.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Message ids in a row, as of References (RFC 5322 §3.6.4).
 *
 * @param ids each with its angle brackets
 */
record MessageIds(List<String> ids) {

	/** A thread that goes on for years must not grow the header without end. */
	private static final int MAX_IDS = 50;

	MessageIds {
		ids = List.copyOf(ids);
	}

	static MessageIds parse(String field, String text) {
		String value = Objects.requireNonNull(text, field).strip();
		List<String> ids = new ArrayList<>();
		if (!value.isEmpty()) {
			// Ids need no space between them.
			for (String id : value.replace("><", "> <").split(" +", -1)) {
				if (!id.startsWith("<") || !id.endsWith(">")) {
					throw new IllegalArgumentException(
							field + " must be message ids in angle brackets, number " + (ids.size() + 1) + " is none");
				}
				ids.add(MailIdentity.requireMessageId(field + " number " + (ids.size() + 1), id));
			}
		}
		return new MessageIds(ids);
	}

	/** With one more at the end; the first one, which names the thread, always stays. */
	MessageIds with(String id) {
		List<String> more = new ArrayList<>(this.ids);
		more.remove(id);
		more.add(id);
		while (more.size() > MAX_IDS) {
			more.remove(1);
		}
		return new MessageIds(more);
	}

	@Override
	public String toString() {
		return String.join(" ", this.ids);
	}

}
