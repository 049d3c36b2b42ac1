package io.sendasync.mail.boot.autoconfigure;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SmtpAuthenticationException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessagePreparator;

/**
 * Spring's {@link JavaMailSender} on an {@link SmtpClient}. It waits, as that interface
 * asks for; several messages in one call are sent at once.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
final class SmtpJavaMailSender implements JavaMailSender {

	/** Far below the client's queue, and more than its connections can work on. */
	private static final int AT_ONCE = 100;

	private final SmtpClient client;

	private final @Nullable String defaultFrom;

	private final JavaMailSenderImpl messages = new Messages();

	/**
	 * Creates a sender.
	 * @param client sends
	 * @param defaultFrom From of messages that have none, or {@code null}
	 */
	SmtpJavaMailSender(SmtpClient client, @Nullable String defaultFrom) {
		this.client = client;
		this.defaultFrom = defaultFrom;
		this.messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
	}

	@Override
	public MimeMessage createMimeMessage() {
		return this.messages.createMimeMessage();
	}

	@Override
	public MimeMessage createMimeMessage(InputStream contentStream) {
		return this.messages.createMimeMessage(contentStream);
	}

	@Override
	public void send(MimeMessage... mimeMessages) {
		this.messages.send(mimeMessages);
	}

	@Override
	public void send(SimpleMailMessage... simpleMessages) {
		this.messages.send(simpleMessages);
	}

	@Override
	public void send(MimeMessagePreparator... mimeMessagePreparators) {
		this.messages.send(mimeMessagePreparators);
	}

	private void sendAll(MimeMessage[] mimeMessages, Object[] originals) {
		Map<Object, Exception> failures = new LinkedHashMap<>();
		Deque<Pending> pending = new ArrayDeque<>();
		for (int i = 0; i < mimeMessages.length; i++) {
			pending.add(new Pending(originals[i], start(mimeMessages[i], mimeMessages.length == 1)));
			if (pending.size() == AT_ONCE) {
				pending.remove().await(failures);
			}
		}
		pending.forEach((operation) -> operation.await(failures));
		if (!failures.isEmpty()) {
			throw failure(failures, mimeMessages.length);
		}
	}

	/** A blocking send is limited by the client's time-out, and raises no event. */
	private CompletableFuture<SendReceipt> start(MimeMessage message, boolean alone) {
		try {
			complete(message);
			return alone ? CompletableFuture.completedFuture(this.client.send(message))
					: this.client.sendAsync(message);
		}
		catch (MessagingException | RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * As Spring's own sender does: callers ask a message for its id when it is sent.
	 */
	@SuppressWarnings("JavaUtilDate") // Jakarta Mail's.
	private void complete(MimeMessage message) throws MessagingException {
		if (message.getSentDate() == null) {
			message.setSentDate(new Date());
		}
		if (this.defaultFrom != null && message.getHeader("From") == null) {
			message.setFrom(this.defaultFrom);
		}
		String id = message.getMessageID();
		message.saveChanges();
		if (id != null) {
			message.setHeader("Message-ID", id);
		}
	}

	private static RuntimeException failure(Map<Object, Exception> failures, int sent) {
		Exception first = failures.values().iterator().next();
		boolean nobodyLogsIn = failures.size() == sent
				&& failures.values().stream().allMatch(SmtpAuthenticationException.class::isInstance);
		return nobodyLogsIn ? new MailAuthenticationException(first) : new MailSendException(failures);
	}

	@Override
	public String toString() {
		return "SmtpJavaMailSender[" + this.client + "]";
	}

	/**
	 * A send under way.
	 *
	 * @param original what the caller gave
	 * @param result its result
	 */
	private record Pending(Object original, CompletableFuture<SendReceipt> result) {

		void await(Map<Object, Exception> failures) {
			try {
				this.result.get();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				if (this.result.cancel(false)) {
					failures.put(this.original, ex);
				}
				else {
					// The server has the content: its word comes within the step's limit.
					awaitUninterruptibly(failures);
				}
			}
			catch (ExecutionException ex) {
				failures.put(this.original, (ex.getCause() instanceof Exception cause) ? cause : ex);
			}
		}

		private void awaitUninterruptibly(Map<Object, Exception> failures) {
			try {
				this.result.join();
			}
			catch (CompletionException ex) {
				failures.put(this.original, (ex.getCause() instanceof Exception cause) ? cause : ex);
			}
		}

	}

	/**
	 * Spring's sender as far as it makes messages of what it is given.
	 */
	private final class Messages extends JavaMailSenderImpl {

		@Override
		protected void doSend(MimeMessage[] mimeMessages, Object @Nullable [] originalMessages) {
			sendAll(mimeMessages, (originalMessages != null) ? originalMessages : mimeMessages);
		}

	}

}
