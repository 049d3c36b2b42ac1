package io.sendasync.mail.sample.server;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpState;
import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;

/**
 * Puts what GreenMail accepts into our bounded inbox instead of GreenMail's own
 * mailboxes, which only grow, and refuses one mailbox so that a refusal can be seen.
 */
final class DeliveringSmtpManager extends SmtpManager {

	private static final String REFUSED_MAILBOX = "refused";

	private final Inbox inbox;

	private final CountedMailbox counted;

	DeliveringSmtpManager(Managers managers, Inbox inbox, CountedMailbox counted) {
		super(managers.getImapHostManager(), managers.getUserManager());
		this.inbox = inbox;
		this.counted = counted;
	}

	@Override
	public @Nullable String checkRecipient(SmtpState state, MailAddress recipient) {
		return REFUSED_MAILBOX.equalsIgnoreCase(recipient.getUser())
				? "550 5.1.1 <" + recipient.getEmail() + ">: no such mailbox here" : null;
	}

	// The superclass guards mailboxes and waiters that are not used here; the inbox has
	// its
	// own lock.
	@SuppressWarnings("UnsynchronizedOverridesSynchronized")
	@Override
	public void send(SmtpState state) {
		MovingMessage message = state.getMessage();
		if (message.getToAddresses().stream().map(MailAddress::getUser).allMatch(this.counted::takes)) {
			this.counted.add();
			return;
		}
		try {
			this.inbox.add(message.getMessage());
		}
		catch (MessagingException ex) {
			throw new IllegalStateException("The mail cannot be read", ex);
		}
	}

}
