package io.sendasync.mail.internal.send;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import io.sendasync.mail.message.MailPriority;
import org.jspecify.annotations.Nullable;

/**
 * Three lines of sends, each first come, first served. Of seven that leave, four are of
 * high priority, two of normal, one of low, as far as there are such: none starves.
 * Taking one out of the middle is cheap, so that cancelling a long queue is.
 *
 * <p>
 * Thread contract: guarded by its owner.
 */
final class SendLine {

	private static final MailPriority[] TURNS = { MailPriority.HIGH, MailPriority.NORMAL, MailPriority.HIGH,
			MailPriority.LOW, MailPriority.HIGH, MailPriority.NORMAL, MailPriority.HIGH };

	private static final MailPriority[] BY_URGENCY = { MailPriority.HIGH, MailPriority.NORMAL, MailPriority.LOW };

	private final Map<MailPriority, SendChain> lines = new EnumMap<>(MailPriority.class);

	private long lastPlace;

	private int turn;

	private int size;

	SendLine() {
		for (MailPriority priority : MailPriority.values()) {
			this.lines.put(priority, new SendChain());
		}
	}

	/**
	 * Adds one at the end, or puts one back where it was.
	 */
	void add(Send send) {
		if (send.place() < 0) {
			send.place(++this.lastPlace);
		}
		if (line(send.priority()).add(send)) {
			this.size++;
		}
	}

	boolean remove(Send send) {
		boolean removed = line(send.priority()).remove(send);
		if (removed) {
			this.size--;
		}
		return removed;
	}

	@Nullable Send poll() {
		if (this.size == 0) {
			return null;
		}
		SendChain line = line(TURNS[this.turn]);
		this.turn = (this.turn + 1) % TURNS.length;
		for (int i = 0; line.isEmpty(); i++) {
			line = line(BY_URGENCY[i]);
		}
		Send first = line.poll();
		this.size -= (first != null) ? 1 : 0;
		return first;
	}

	int size() {
		return this.size;
	}

	private SendChain line(MailPriority priority) {
		return Objects.requireNonNull(this.lines.get(priority));
	}

}
