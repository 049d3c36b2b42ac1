package io.sendasync.mail.sample.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;

import io.sendasync.mail.SendCompleted;
import io.sendasync.mail.SendCompletedListener;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;

/**
 * What the example of .NET's documentation of {@code SmtpClient.SendAsync} does: starts
 * to send, lets somebody cancel meanwhile, says what became of it.
 *
 * <p>
 * Thread contract: one thread calls {@link #run}.
 */
final class ConsoleExample {

	/** The exit code if the server accepted the message. */
	static final int SENT = 0;

	/** If it did not, or if nobody knows. */
	static final int FAILED = 1;

	/** If the message was withdrawn: that of a program that is stopped by Ctrl+C. */
	static final int CANCELED = 130;

	private static final String ARROWS = "\u2190\u2191\u2192\u2193";

	private static final String TOKEN = "test message1";

	private final SmtpClient client;

	private final BufferedReader in;

	private final PrintStream out;

	ConsoleExample(SmtpClient client, BufferedReader in, PrintStream out) {
		this.client = client;
		this.in = in;
		this.out = out;
	}

	/**
	 * Sends, and waits for a line of input and for the end.
	 * @param from the author
	 * @param to the recipient
	 * @return the exit code
	 * @throws IOException if the input cannot be read
	 */
	int run(MailAddress from, MailAddress to) throws IOException {
		MailMessage message = MailMessage.builder()
			.from(from)
			.to(to)
			.subject("test message 1 " + ARROWS)
			.text("This is a test e-mail message sent by an application.\n" + ARROWS)
			.build();
		CompletableFuture<Integer> code = new CompletableFuture<>();
		SendCompletedListener listener = (completed) -> code.complete(told(completed));
		this.client.addSendCompletedListener(listener);
		try {
			SendOperation operation = this.client.sendAsync(message, TOKEN);
			say("Sending message... press c and Enter to cancel it. Press Enter alone to exit once it has ended.");
			String answer = this.in.readLine();
			if (answer != null && answer.startsWith("c") && !operation.isDone()) {
				this.client.sendAsyncCancel();
			}
			int result = code.join();
			say("Goodbye.");
			return result;
		}
		finally {
			this.client.removeSendCompletedListener(listener);
		}
	}

	private int told(SendCompleted<?> completed) {
		String token = "[" + completed.userToken() + "] ";
		if (completed.cancelled()) {
			say(token + "Send canceled.");
			return CANCELED;
		}
		if (completed.error() != null) {
			say(token + completed.error());
			return FAILED;
		}
		say(token + "Message sent.");
		return SENT;
	}

	private void say(String line) {
		this.out.println(line);
	}

}
