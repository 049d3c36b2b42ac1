package io.sendasync.mail.testserver.mailbox;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import io.sendasync.mail.testserver.AcceptedMessage;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.assertj.core.api.AssertProvider;

/**
 * What a test server accepted, for assertions: AssertJ's own
 * {@code assertThat(mailbox).received().to("ben@example.org").withSubject("Hello")}. Safe
 * for use by several threads.
 */
public final class Mailbox implements AssertProvider<MailboxAssert> {

	private final SmtpTestServer server;

	private Mailbox(SmtpTestServer server) {
		this.server = server;
	}

	/**
	 * The mailbox for everything that a server accepts, whoever it is for.
	 * @param server the server
	 * @return its mailbox
	 */
	public static Mailbox of(SmtpTestServer server) {
		return new Mailbox(Objects.requireNonNull(server, "server"));
	}

	/**
	 * What came so far.
	 * @return the mails in the order of their acceptance
	 */
	public List<ReceivedMail> mails() {
		return decoded(this.server.messages());
	}

	boolean await(Predicate<List<ReceivedMail>> wanted, Duration timeout) {
		return this.server.awaitMessages((messages) -> wanted.test(decoded(messages)), timeout);
	}

	private static List<ReceivedMail> decoded(List<AcceptedMessage> messages) {
		return messages.stream().map(ReceivedMail::of).toList();
	}

	/**
	 * For AssertJ, which calls it.
	 * @return assertions on what came and comes
	 */
	@Override
	public MailboxAssert assertThat() {
		return new MailboxAssert(this);
	}

	@Override
	public String toString() {
		return "Mailbox of " + this.server;
	}

}
