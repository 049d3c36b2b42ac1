package io.sendasync.mail.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.util.ServerSetup;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpConnectException;
import io.sendasync.mail.delivery.SmtpFailedRecipientException;
import io.sendasync.mail.message.MailMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Each way a send can end, with GreenMail: the right error, and exactly one event that
 * carries the token.
 */
class GreenMailOutcomesTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final CountDownLatch delivered = new CountDownLatch(1);

	private final CountDownLatch delivering = new CountDownLatch(1);

	private final SmtpServer server = new SmtpServer(ServerSetup.SMTP.dynamicPort(), new RefusingManagers());

	@BeforeEach
	void start() throws Exception {
		this.server.startService();
		assertThat(this.server.waitTillRunning(LIMIT.toMillis())).isTrue();
	}

	@AfterEach
	void stop() {
		this.delivered.countDown();
		this.server.stopService();
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SmtpClientAutoConfiguration.class))
			.withUserConfiguration(Listeners.class)
			.withPropertyValues("mail.smtp.host=127.0.0.1", "mail.smtp.port=" + this.server.getPort(),
					"mail.smtp.from=shop@example.org", "mail.smtp.tls.mode=none", "mail.smtp.connection.max=1");
	}

	@Test
	void acceptedSendCarriesItsToken() {
		this.delivered.countDown();
		runner().run((context) -> {
			Object token = new Object();
			context.getBean(SmtpClient.class).sendAsync(message("ben@example.org"), token);
			assertThat(theOnlyEvent(context).succeeded()).isTrue();
			assertThat(theOnlyEvent(context).userToken()).isSameAs(token);
		});
	}

	@Test
	void refusedRecipientIsNamed() {
		runner().run((context) -> {
			context.getBean(SmtpClient.class).sendAsync(message("refused@example.org"), "token");
			SendCompletedEvent<?> event = theOnlyEvent(context);
			assertThat(event.userToken()).isEqualTo("token");
			assertThat(event.cancelled()).isFalse();
			assertThat(event.error()).isInstanceOfSatisfying(SmtpFailedRecipientException.class, (failure) -> {
				assertThat(failure.failedRecipient().address()).isEqualTo("refused@example.org");
				assertThat(failure.reply()).hasToString("Optional[550 5.1.1 no such mailbox here]");
			});
		});
	}

	@Test
	void cancelledSendHasNoErrorAndIsNotDelivered() {
		runner().run((context) -> {
			SmtpClient client = context.getBean(SmtpClient.class);
			client.sendAsync(message("ben@example.org"), "first");
			assertThat(this.delivering.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
			SendOperation second = client.sendAsync(message("ben@example.org"), "second");
			assertThat(second.cancel(true)).isTrue();
			this.delivered.countDown();
			client.close();
			assertThat(context.getBean(Events.class).heard).hasSize(2)
				.filteredOn((event) -> "second".equals(event.userToken()))
				.singleElement()
				.satisfies((event) -> {
					assertThat(event.cancelled()).isTrue();
					assertThat(event.error()).isNull();
				});
		});
	}

	@Test
	void serverThatIsDownIsAConnectException() {
		ApplicationContextRunner runner = runner();
		this.server.stopService();
		runner.run((context) -> {
			context.getBean(SmtpClient.class).sendAsync(message("ben@example.org"), "token");
			SendCompletedEvent<?> event = theOnlyEvent(context);
			assertThat(event.error()).isInstanceOfSatisfying(SmtpConnectException.class,
					(failure) -> assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT));
		});
	}

	@Test
	void wrongPasswordIsAnAuthenticationException() {
		runner().withPropertyValues("mail.smtp.credentials.username=shop", "mail.smtp.credentials.password=wr0ng-pass")
			.run((context) -> {
				context.getBean(SmtpClient.class).sendAsync(message("ben@example.org"), "token");
				SendCompletedEvent<?> event = theOnlyEvent(context);
				assertThat(event.error()).isInstanceOf(SmtpAuthenticationException.class)
					.hasMessageNotContaining("wr0ng-pass");
			});
	}

	/**
	 * The event of the only send: the closed client has no further one to give.
	 */
	private static SendCompletedEvent<?> theOnlyEvent(ApplicationContext context) {
		Events events = context.getBean(Events.class);
		await().atMost(LIMIT).until(() -> !events.heard.isEmpty());
		context.getBean(SmtpClient.class).close();
		assertThat(events.heard).hasSize(1);
		return events.heard.get(0);
	}

	private static MailMessage message(String recipient) {
		return MailMessage.builder().to(recipient).subject("Order").text("Hello").build();
	}

	static class Events {

		final List<SendCompletedEvent<?>> heard = new CopyOnWriteArrayList<>();

		@EventListener
		void on(SendCompletedEvent<?> event) {
			this.heard.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		@Bean
		Events events() {
			return new Events();
		}

	}

	/**
	 * GreenMail refuses nobody by itself, and delivers at once.
	 */
	private final class RefusingManagers extends Managers {

		private final SmtpManager smtpManager = new SmtpManager(getImapHostManager(), getUserManager()) {

			@Override
			public @Nullable String checkRecipient(SmtpState state, MailAddress recipient) {
				return recipient.getUser().equals("refused") ? "550 5.1.1 no such mailbox here" : null;
			}

			@SuppressWarnings("UnsynchronizedOverridesSynchronized")
			@Override
			public void send(SmtpState state) {
				GreenMailOutcomesTests.this.delivering.countDown();
				try {
					if (!GreenMailOutcomesTests.this.delivered.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
						throw new IllegalStateException("Nobody let the mail be delivered");
					}
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
		};

		@Override
		public SmtpManager getSmtpManager() {
			return this.smtpManager;
		}

	}

}
