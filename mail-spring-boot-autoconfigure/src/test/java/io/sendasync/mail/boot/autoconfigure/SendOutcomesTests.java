package io.sendasync.mail.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpConnectException;
import io.sendasync.mail.delivery.SmtpFailedRecipientException;
import io.sendasync.mail.delivery.SmtpTlsException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Each outcome of a send, seen as an application sees it: one event with the token.
 */
@ExtendWith(OutputCaptureExtension.class)
class SendOutcomesTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final SmtpTestServer server = SmtpTestServer.builder()
		.auth("ann", "right")
		.allowClearTextAuth()
		.optionalAuth()
		.start();

	private final OrderId token = new OrderId(42);

	private Events events;

	private ApplicationContextRunner runner;

	@BeforeEach
	void prepare() {
		this.events = new Events();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SmtpClientAutoConfiguration.class, SslAutoConfiguration.class))
			.withBean(Events.class, () -> this.events)
			.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port());
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void acceptedSendRaisesOneEventWithItsToken() {
		SendCompletedEvent<?> event = onlyEventOf(this.runner, (operation) -> {
		});
		assertThat(event.succeeded()).isTrue();
		assertThat(event.receipt()).isNotNull();
		assertThat(event.receipt().acceptedRecipients()).hasSize(2);
		assertThat(this.server.takeMessage().recipients()).containsExactly("ben@example.org", "carl@example.org");
		this.server.assertNoViolations();
	}

	@Test
	void refusedRecipientIsTheErrorAndTheOthersGetTheMessage() {
		this.server.fault(At.RCPT.of("carl@example.org"), Fault.reply("550 5.1.1 no such user"));
		SendCompletedEvent<?> event = onlyEventOf(this.runner, (operation) -> {
		});
		assertThat(event.cancelled()).isFalse();
		assertThat(event.error()).isInstanceOf(SmtpFailedRecipientException.class);
		assertThat(event.receipt().acceptedRecipients()).hasSize(1);
		assertThat(this.server.takeMessage().recipients()).containsExactly("ben@example.org");
	}

	@Test
	void cancelledSendHasNoError() {
		Hold hold = this.server.hold(At.DATA);
		SendCompletedEvent<?> event = onlyEventOf(this.runner, (operation) -> {
			hold.awaitReached(LIMIT);
			assertThat(operation.cancel(true)).isTrue();
			hold.release();
		});
		assertThat(event.cancelled()).isTrue();
		assertThat(event.error()).isNull();
		assertThat(event.completed().operation().status()).isEqualTo(SendStatus.CANCELLED);
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void serverThatIsDownIsAConnectException() throws IOException {
		int port = freePort();
		SendCompletedEvent<?> event = onlyEventOf(this.runner.withPropertyValues("mail.smtp.port=" + port),
				(operation) -> {
				});
		assertThat(event.error()).isInstanceOf(SmtpConnectException.class).hasMessageContaining(":" + port);
	}

	@Test
	void wrongPasswordIsAnAuthenticationExceptionWithoutIt() {
		SendCompletedEvent<?> event = onlyEventOf(this.runner.withPropertyValues("mail.smtp.credentials.username=ann",
				"mail.smtp.credentials.password=wrong-secret", "mail.smtp.tls.mode=none"), (operation) -> {
				});
		assertThat(event.error()).isInstanceOf(SmtpAuthenticationException.class);
		assertThat(event.error()).asString().doesNotContain("wrong-secret");
	}

	@Test
	void credentialsAreNotSentInClearTextUnlessToldSo() {
		SendCompletedEvent<?> event = onlyEventOf(this.runner.withPropertyValues("mail.smtp.credentials.username=ann",
				"mail.smtp.credentials.password=right"), (operation) -> {
				});
		assertThat(event.error()).isInstanceOf(SmtpTlsException.class);
	}

	@Test
	void listenerThatThrowsHarmsNeitherFutureNorClient(CapturedOutput output) {
		this.runner.withUserConfiguration(ThrowingListener.class).run((context) -> {
			SmtpClient client = context.getBean(SmtpClient.class);
			for (int i = 0; i < 2; i++) {
				assertThat(client.sendAsync(message(), this.token)).succeedsWithin(LIMIT);
			}
			assertThat(output).contains("thrown on purpose");
			assertThat(this.events.all).hasSize(2);
		});
	}

	@Test
	void sendWithoutTokenIsHeardByListenersOfAllEvents() {
		this.runner.run((context) -> {
			context.getBean(SmtpClient.class).sendAsync(message()).join();
			assertThat(this.events.all).singleElement().extracting(SendCompletedEvent::userToken).isNull();
			assertThat(this.events.orders).isEmpty();
		});
	}

	@Test
	void blockingSendRaisesNoEvent() {
		this.runner.run((context) -> assertThat(context.getBean(SmtpClient.class).send(message()).acceptedRecipients())
			.hasSize(2));
		assertThat(this.events.all).isEmpty();
	}

	@Test
	void clientsOfTheApplicationPublishAsWell() {
		this.runner.withUserConfiguration(OwnClients.class)
			.withBean("another", SmtpClient.class, () -> new OwnClients().ownClient(this.server))
			.withBean(SmtpTestServer.class, () -> this.server)
			.run((context) -> {
				context.getBean("ownClient", SmtpClient.class).sendAsync(message(), this.token).join();
				context.getBean("another", SmtpClient.class).sendAsync(message(), this.token).join();
				context.getBean("delegating", SmtpClient.class).sendAsync(message(), this.token).join();
				assertThat(this.events.all).hasSize(3);
			});
	}

	/**
	 * Sends with the token, and closes the context before it looks at the events, since
	 * afterwards there can be no more.
	 */
	private SendCompletedEvent<?> onlyEventOf(ApplicationContextRunner runner, Consumer<SendOperation> meanwhile) {
		runner.run((AssertableApplicationContext context) -> {
			SendOperation operation = context.getBean(SmtpClient.class).sendAsync(message(), this.token);
			meanwhile.accept(operation);
			await().atMost(LIMIT).until(() -> !this.events.all.isEmpty());
		});
		assertThat(this.events.all).singleElement().satisfies((event) -> {
			assertThat(event.userToken()).isSameAs(this.token);
			assertThat(this.events.orders).map(Object.class::cast).containsExactly(event);
			assertThat(this.events.threads).allMatch((name) -> name.startsWith("smtp-callback-"));
		});
		return this.events.all.get(0);
	}

	private static MailMessage message() {
		return MailMessage.of("ann@example.org", "ben@example.org, carl@example.org", "Hello", "Hello");
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	record OrderId(long value) {
	}

	static class Events {

		final List<SendCompletedEvent<?>> all = new CopyOnWriteArrayList<>();

		final List<SendCompletedEvent<OrderId>> orders = new CopyOnWriteArrayList<>();

		final List<String> threads = new CopyOnWriteArrayList<>();

		@EventListener
		@Order(1)
		void order(SendCompletedEvent<OrderId> event) {
			this.orders.add(event);
		}

		@EventListener
		@Order(2)
		void any(SendCompletedEvent<?> event) {
			this.threads.add(Thread.currentThread().getName());
			this.all.add(event);
		}

	}

	static class ThrowingListener {

		@EventListener
		@Order(3)
		void fail(SendCompletedEvent<?> event) {
			throw new IllegalStateException("thrown on purpose");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClients {

		@Bean
		SmtpClient ownClient(SmtpTestServer server) {
			return SmtpClient.builder().host(server.host()).port(server.port()).build();
		}

		@Bean
		SmtpClient delegating(SmtpClient ownClient) {
			return new DelegatingSmtpClient(ownClient);
		}

	}

}
