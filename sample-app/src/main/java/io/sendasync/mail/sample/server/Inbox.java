package io.sendasync.mail.sample.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendasync.mail.sample.changes.Changes;
import io.sendasync.mail.sample.changes.Watched;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The newest mails that arrived at the embedded server, oldest first.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
@Component
@Order(2)
public final class Inbox implements Watched {

	static final int LIMIT = 200;

	/** Of all mails together, so that large attachments do not fill the memory. */
	static final long MAX_OCTETS = 64L * 1024 * 1024;

	private final Changes changes;

	private final ReentrantLock lock = new ReentrantLock();

	@GuardedBy("lock")
	private final Deque<Stored> mails = new ArrayDeque<>();

	@GuardedBy("lock")
	private long octets;

	@GuardedBy("lock")
	private long lastId;

	/**
	 * Creates an empty inbox.
	 * @param changes numbers the arrivals
	 */
	public Inbox(Changes changes) {
		this.changes = changes;
	}

	void add(MimeMessage message) throws MessagingException {
		String from = String.join(", ", MailReader.addresses(message.getFrom()));
		List<String> to = MailReader.addresses(message.getRecipients(RecipientType.TO));
		String subject = (message.getSubject() != null) ? message.getSubject() : "";
		String text = MailReader.text(message);
		byte[] source = source(message);
		this.lock.lock();
		try {
			InboxMail mail = new InboxMail(++this.lastId, from, to, subject, text, Instant.now(), this.changes.next());
			this.mails.addLast(new Stored(mail, source));
			this.octets += source.length;
			forgetOldest();
		}
		finally {
			this.lock.unlock();
		}
	}

	@GuardedBy("lock")
	private void forgetOldest() {
		while (this.mails.size() > LIMIT || (this.octets > MAX_OCTETS && this.mails.size() > 1)) {
			this.octets -= this.mails.removeFirst().source().length;
		}
	}

	private static byte[] source(MimeMessage message) throws MessagingException {
		try {
			ByteArrayOutputStream source = new ByteArrayOutputStream();
			message.writeTo(source);
			return source.toByteArray();
		}
		catch (IOException ex) {
			throw new MessagingException("The mail cannot be copied", ex);
		}
	}

	/**
	 * One mail, to read.
	 * @param id its number
	 * @return the mail, or empty if there is none or it is too long ago
	 * @throws MessagingException if it is beyond understanding
	 */
	public Optional<ArrivedMail> find(long id) throws MessagingException {
		byte[] source = sourceOf(id);
		return (source != null) ? Optional.of(new ArrivedMail(id, source)) : Optional.empty();
	}

	private byte @Nullable [] sourceOf(long id) {
		this.lock.lock();
		try {
			for (Stored stored : this.mails) {
				if (stored.mail().id() == id) {
					return stored.source();
				}
			}
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public String event() {
		return "mail";
	}

	@Override
	public List<InboxMail> after(long change) {
		this.lock.lock();
		try {
			return this.mails.stream().map(Stored::mail).filter((mail) -> mail.change() > change).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A mail and its octets.
	 *
	 * @param mail what the list shows
	 * @param source the mail as it came
	 */
	private record Stored(InboxMail mail, @SuppressWarnings("ArrayRecordComponent") byte[] source) {
	}

}
