package io.sendasync.mail.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.sendasync.mail.ClientStatistics;
import io.sendasync.mail.SendCompletedListener;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.message.MailMessage;
import org.jspecify.annotations.Nullable;

/**
 * A decorator, as applications write them.
 */
class DelegatingSmtpClient implements SmtpClient {

	private final SmtpClient client;

	DelegatingSmtpClient(SmtpClient client) {
		this.client = client;
	}

	@Override
	public SendReceipt send(MailMessage message) {
		return this.client.send(message);
	}

	@Override
	public SendOperation sendAsync(MailMessage message, @Nullable Object userToken) {
		return this.client.sendAsync(message, userToken);
	}

	@Override
	public SendReceipt send(RawMessage message) {
		return this.client.send(message);
	}

	@Override
	public SendOperation sendAsync(RawMessage message, @Nullable Object userToken) {
		return this.client.sendAsync(message, userToken);
	}

	@Override
	public void sendAsyncCancel() {
		this.client.sendAsyncCancel();
	}

	@Override
	public void addSendCompletedListener(SendCompletedListener listener) {
		this.client.addSendCompletedListener(listener);
	}

	@Override
	public void removeSendCompletedListener(SendCompletedListener listener) {
		this.client.removeSendCompletedListener(listener);
	}

	@Override
	public ClientStatistics statistics() {
		return this.client.statistics();
	}

	@Override
	public CompletableFuture<Void> pause() {
		return this.client.pause();
	}

	@Override
	public void resume() {
		this.client.resume();
	}

	@Override
	public CompletableFuture<Void> checkConnection(Duration timeout) {
		return this.client.checkConnection(timeout);
	}

	@Override
	public void retireConnections() {
		this.client.retireConnections();
	}

	@Override
	public void close() {
		this.client.close();
	}

}
