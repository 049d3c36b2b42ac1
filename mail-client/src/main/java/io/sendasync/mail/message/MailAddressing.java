package io.sendasync.mail.message;

import java.util.ArrayList;
import java.util.Arrays;
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

	final List<MailAddress> replyTo = new ArrayList<>();

	final List<MailAddress> to = new ArrayList<>();

	final List<MailAddress> cc = new ArrayList<>();

	final List<MailAddress> bcc = new ArrayList<>();

	MailAddressing() {
	}

	/** The builder itself, for its own type. */
	abstract B self();

	void addresses(MailMessage message) {
		this.from = message.from();
		this.sender = message.sender();
		this.replyTo.addAll(message.replyTo());
		this.to.addAll(message.to());
		this.cc.addAll(message.cc());
		this.bcc.addAll(message.bcc());
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
		return add(this.replyTo, parser("replyTo", addresses).list());
	}

	/**
	 * Add addresses for answers.
	 * @param addresses the addresses
	 * @return this
	 */
	public B replyTo(MailAddress... addresses) {
		return add(this.replyTo, Arrays.asList(addresses));
	}

	/**
	 * Add primary recipients.
	 * @param addresses mailboxes separated by commas
	 * @return this
	 */
	public B to(String addresses) {
		return add(this.to, parser("to", addresses).list());
	}

	/**
	 * Add primary recipients.
	 * @param addresses the addresses
	 * @return this
	 */
	public B to(MailAddress... addresses) {
		return add(this.to, Arrays.asList(addresses));
	}

	/**
	 * Add primary recipients.
	 * @param addresses the addresses
	 * @return this
	 */
	public B to(Collection<MailAddress> addresses) {
		return add(this.to, addresses);
	}

	/**
	 * Add recipients of a copy.
	 * @param addresses mailboxes separated by commas
	 * @return this
	 */
	public B cc(String addresses) {
		return add(this.cc, parser("cc", addresses).list());
	}

	/**
	 * Add recipients of a copy.
	 * @param addresses the addresses
	 * @return this
	 */
	public B cc(MailAddress... addresses) {
		return add(this.cc, Arrays.asList(addresses));
	}

	/**
	 * Add recipients of a copy.
	 * @param addresses the addresses
	 * @return this
	 */
	public B cc(Collection<MailAddress> addresses) {
		return add(this.cc, addresses);
	}

	/**
	 * Add recipients that no header shows.
	 * @param addresses mailboxes separated by commas
	 * @return this
	 */
	public B bcc(String addresses) {
		return add(this.bcc, parser("bcc", addresses).list());
	}

	/**
	 * Add recipients that no header shows.
	 * @param addresses the addresses
	 * @return this
	 */
	public B bcc(MailAddress... addresses) {
		return add(this.bcc, Arrays.asList(addresses));
	}

	/**
	 * Add recipients that no header shows.
	 * @param addresses the addresses
	 * @return this
	 */
	public B bcc(Collection<MailAddress> addresses) {
		return add(this.bcc, addresses);
	}

	private B add(List<MailAddress> list, Collection<MailAddress> addresses) {
		list.addAll(List.copyOf(addresses));
		return self();
	}

	private static AddressParser parser(String field, String value) {
		return new AddressParser(field, Objects.requireNonNull(value, field));
	}

}
