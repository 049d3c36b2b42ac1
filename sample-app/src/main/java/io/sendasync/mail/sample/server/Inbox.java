package io.sendasync.mail.sample.server;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendasync.mail.sample.changes.Changes;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.springframework.stereotype.Component;

/**
 * The newest mails that arrived at the embedded server, oldest first.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
@Component
public final class Inbox {

	static final int LIMIT = 200;

	private final Changes changes;

	private final ReentrantLock lock = new ReentrantLock();

	@GuardedBy("lock")
	private final Deque<InboxMail> mails = new ArrayDeque<>();

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
		this.lock.lock();
		try {
			this.mails
				.addLast(new InboxMail(++this.lastId, from, to, subject, text, Instant.now(), this.changes.next()));
			if (this.mails.size() > LIMIT) {
				this.mails.removeFirst();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The mails that arrived after a change.
	 * @param change the number of a change, 0 for all mails
	 * @return the mails, oldest first
	 */
	public List<InboxMail> after(long change) {
		this.lock.lock();
		try {
			return this.mails.stream().filter((mail) -> mail.change() > change).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

}
