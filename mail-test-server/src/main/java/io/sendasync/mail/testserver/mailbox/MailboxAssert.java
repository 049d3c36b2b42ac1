package io.sendasync.mail.testserver.mailbox;

import java.time.Duration;
import java.util.List;

import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a {@link Mailbox}. Mail comes when it comes: those that ask for mail wait
 * for it, up to ten seconds unless {@link #within} says otherwise, and end as soon as it
 * is there. Not safe for use by several threads.
 */
public final class MailboxAssert extends AbstractAssert<MailboxAssert, Mailbox> {

	private Duration patience = Duration.ofSeconds(10);

	/**
	 * Creates assertions.
	 * @param actual the mailbox
	 */
	public MailboxAssert(Mailbox actual) {
		super(actual, MailboxAssert.class);
	}

	/**
	 * How long the assertions that follow wait for mail.
	 * @param patience zero or more
	 * @return this
	 */
	public MailboxAssert within(Duration patience) {
		this.patience = patience;
		return this;
	}

	/**
	 * At least one mail comes. What is chained to it narrows down which: one and the same
	 * mail has to have it all, and others may be there as well.
	 * @return assertions on that mail
	 */
	public ReceivedMailAssert received() {
		isNotNull();
		return new ReceivedMailAssert(this.actual, this.patience).any();
	}

	/**
	 * So many mails come, and no more are there when the last one has come.
	 * @param count the number
	 * @return this
	 */
	public MailboxAssert hasMails(int count) {
		isNotNull();
		this.actual.await((mails) -> mails.size() >= count, this.patience);
		List<ReceivedMail> mails = this.actual.mails();
		if (mails.size() != count) {
			failWithMessage("Expected %d mails within %d ms, but %s", count, this.patience.toMillis(),
					ReceivedMailAssert.describe(mails));
		}
		return this;
	}

	/**
	 * Nothing has come until now. Wait for what could send it before: nobody can wait for
	 * what does not come.
	 * @return this
	 */
	public MailboxAssert isEmpty() {
		isNotNull();
		List<ReceivedMail> mails = this.actual.mails();
		if (!mails.isEmpty()) {
			failWithMessage("Expected no mail, but %s", ReceivedMailAssert.describe(mails));
		}
		return this;
	}

}
