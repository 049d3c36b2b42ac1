package io.sendasync.mail.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The part of a {@linkplain MailMessageBuilder message's builder} that says who writes to
 * whom. Not thread-safe.
 *
 * @param <B> the builder
 */
public abstract sealed class MailAddressing<B extends MailAddressing<B>> permits MailMessageBuilder {

	@Nullable MailAddress from;

	@Nullable MailAddress sender;

	List<MailAddress> replyTo = List.of();

	List<MailAddress> to = List.of();

	List<MailAddress> cc = List.of();

	List<MailAddress> bcc = List.of();

	MailAddressing() {
	}

	/** The builder itself, for its own type. */
	abstract B self();

	void addresses(MailMessage message) {
		this.from = message.from();
		this.sender = message.sender();
		this.replyTo = message.replyTo();
		this.to = message.to();
		this.cc = message.cc();
		this.bcc = message.bcc();
	}

	/**
	 * Set the author.
	 * @param from one mailbox, {@code Jane <jane@example.org>}
	 * @return this
	 */
	public B from(String from) {
		return from(parser("from", from).single());
	}

	/**
	 * Set the author.
	 * @param from the address
	 * @return this
	 */
	public B from(MailAddress from) {
		this.from = Objects.requireNonNull(from, "from");
		return self();
	}

	/**
	 * Set the mailbox that transmits the message for the author; errors go there.
	 * @param sender one mailbox
	 * @return this
	 */
	public B sender(String sender) {
		return sender(parser("sender", sender).single());
	}

	/**
	 * Set the mailbox that transmits the message for the author; errors go there.
	 * @param sender the address
	 * @return this
	 */
	public B sender(MailAddress sender) {
		this.sender = Objects.requireNonNull(sender, "sender");
		return self();
	}

	/**
	 * Add addresses for answers.
	 * @param addresses mailboxes separated by commas
	 * @return this
	 */
	public B replyTo(String addresses) {
		this.replyTo = with(this.replyTo, parser("replyTo", addresses).list());
		return self();
	}

	/**
	 * Add addresses for answers.
	 * @param addresses the addresses
	 * @return this
	 */
	public B replyTo(MailAddress... addresses) {
		this.replyTo = with(this.replyTo, List.of(addresses));
		return self();
	}

	/**
	 * Add primary recipients.
	 * @param addresses mailboxes separated by commas
	 * @return this
	 */
	public B to(String addresses) {
		this.to = with(this.to, parser("to", addresses).list());
		return self();
	}

	/**
	 * Add primary recipients.
	 * @param addresses the addresses
	 * @return this
	 */
	public B to(MailAddress... addresses) {
		this.to = with(this.to, List.of(addresses));
		return self();
	}

	/**
	 * Add primary recipients.
	 * @param addresses the addresses
	 * @return this
	 */
	public B to(Collection<MailAddress> addresses) {
		this.to = with(this.to, addresses);
		return self();
	}

	/**
	 * Add recipients of a copy.
	 * @param addresses mailboxes separated by commas
	 * @return this
	 */
	public B cc(String addresses) {
		this.cc = with(this.cc, parser("cc", addresses).list());
		return self();
	}

	/**
	 * Add recipients of a copy.
	 * @param addresses the addresses
	 * @return this
	 */
	public B cc(MailAddress... addresses) {
		this.cc = with(this.cc, List.of(addresses));
		return self();
	}

	/**
	 * Add recipients of a copy.
	 * @param addresses the addresses
	 * @return this
	 */
	public B cc(Collection<MailAddress> addresses) {
		this.cc = with(this.cc, addresses);
		return self();
	}

	/**
	 * Add recipients that no header shows.
	 * @param addresses mailboxes separated by commas
	 * @return this
	 */
	public B bcc(String addresses) {
		this.bcc = with(this.bcc, parser("bcc", addresses).list());
		return self();
	}

	/**
	 * Add recipients that no header shows.
	 * @param addresses the addresses
	 * @return this
	 */
	public B bcc(MailAddress... addresses) {
		this.bcc = with(this.bcc, List.of(addresses));
		return self();
	}

	/**
	 * Add recipients that no header shows.
	 * @param addresses the addresses
	 * @return this
	 */
	public B bcc(Collection<MailAddress> addresses) {
		this.bcc = with(this.bcc, addresses);
		return self();
	}

	/**
	 * A list with more elements. Most lists of a message stay empty or get what they have
	 * in one call, so they are made late; a longer one grows in place.
	 */
	static <T> List<T> with(List<T> list, Collection<T> added) {
		List<T> copy = List.copyOf(added);
		if (list.isEmpty()) {
			return copy;
		}
		List<T> all = (list instanceof ArrayList<T>) ? list : new ArrayList<>(list);
		all.addAll(copy);
		return all;
	}

	private static AddressParser parser(String field, String value) {
		return new AddressParser(field, Objects.requireNonNull(value, field));
	}

}
