package io.sendasync.mail.boot.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.AsyncSmtpClient;
import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.message.MailMessage;
import jakarta.mail.internet.MimeMessage;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.scheduling.annotation.AsyncAnnotationAdvisor;

/**
 * What runs on the executor's thread, behind a proxy that obeys {@code @Async}.
 *
 * <p>
 * The proxy is made here and not by {@code @EnableAsync}, which would switch
 * {@code @Async} on for every bean. It is marked as AOP infrastructure, which post
 * processors leave alone: where the application enables {@code @Async} itself, its
 * advisor would otherwise dispatch each call once more.
 */
final class DefaultAsyncSmtpClient implements AsyncSmtpClient {

	/** All the proxy's interfaces but those that Spring adds. */
	static final Class<?>[] PROXY_INTERFACES = { AsyncSmtpClient.class, AopInfrastructureBean.class };

	private final SmtpClient client;

	private DefaultAsyncSmtpClient(SmtpClient client) {
		this.client = client;
	}

	/**
	 * Creates the bean.
	 * @param client sends
	 * @param executor where it does
	 * @return a proxy
	 */
	static AsyncSmtpClient on(SmtpClient client, Executor executor) {
		ProxyFactory factory = new ProxyFactory(PROXY_INTERFACES);
		factory.setTarget(new DefaultAsyncSmtpClient(client));
		factory.addAdvisor(new AsyncAnnotationAdvisor(() -> executor, null));
		return (AsyncSmtpClient) factory.getProxy(AsyncSmtpClient.class.getClassLoader());
	}

	@Override
	public CompletableFuture<SendReceipt> send(MailMessage message) {
		return CompletableFuture.completedFuture(this.client.send(message));
	}

	@Override
	public CompletableFuture<SendReceipt> send(RawMessage message) {
		return CompletableFuture.completedFuture(this.client.send(message));
	}

	@Override
	public CompletableFuture<SendReceipt> send(MimeMessage message) {
		return CompletableFuture.completedFuture(this.client.send(message));
	}

	@Override
	public CompletableFuture<SendReceipt> send(String from, String recipients, String subject, String body) {
		return send(MailMessage.of(from, recipients, subject, body));
	}

	@Override
	public String toString() {
		return "AsyncSmtpClient[" + this.client + "]";
	}

}
