package io.sendasync.mail.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.AfterCommitSmtpClient;
import io.sendasync.mail.boot.AsyncSmtpClient;
import io.sendasync.mail.boot.autoconfigure.AfterCommitSmtpClientAutoConfiguration;
import io.sendasync.mail.boot.autoconfigure.AsyncSmtpClientAutoConfiguration;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.docs.Events.Order;
import io.sendasync.mail.docs.Events.OrderService;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionSynchronizationUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page about events shows the code that is run here.
 */
class EventsTests {

	private static final MailMessage MESSAGE = MailMessage.of("shop@example.org", "ben@example.org", "Hello", "Hi");

	private final SmtpTestServer server = SmtpTestServer.start();

	private final Events events = new Events();

	@AfterEach
	void stop() {
		this.server.close();
	}

	private void run(ContextConsumer<AssertableApplicationContext> test) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SmtpClientAutoConfiguration.class,
					AsyncSmtpClientAutoConfiguration.class, AfterCommitSmtpClientAutoConfiguration.class))
			.withBean(Events.class, () -> this.events)
			.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port())
			.run(test);
	}

	@Test
	void eventTellsHowASendEnded() {
		this.server.fault(At.RCPT, Fault.none());
		this.server.fault(At.RCPT, Fault.reply("450 4.2.0 later"));
		run((context) -> {
			SmtpClient client = context.getBean(SmtpClient.class);
			client.sendAsync(MESSAGE, new Order(1)).join();
			assertThat(client.sendAsync(MESSAGE, new Order(2))).failsWithin(10, TimeUnit.SECONDS);
			assertThat(this.events.log).containsExactly("accepted", "REJECTED, again: true");
		});
	}

	@Test
	void cancelledSendIsWithdrawn() {
		Hold hold = this.server.hold(At.MAIL);
		run((context) -> {
			assertThat(Events.cancel(context.getBean(SmtpClient.class), MESSAGE, new Order(1))).isTrue();
			await().untilAsserted(() -> assertThat(this.events.log).containsExactly("withdrawn"));
		});
		hold.release();
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void futuresCarryTheReceipt() {
		this.server.fault(At.MAIL, Fault.none());
		this.server.fault(At.MAIL, Fault.reply("550 5.7.1 go away"));
		run((context) -> {
			SmtpClient client = context.getBean(SmtpClient.class);
			assertThat(Events.reply(client, MESSAGE).join()).isEqualTo("accepted as " + MESSAGE.messageId());
			assertThat(Events.reply(client, MESSAGE).join()).startsWith("not sent: ").contains("go away");
			assertThat(Events.many(client, MESSAGE, MailAddress.parseList("a@x.example, b@x.example"))).hasSize(2);
			assertThat(Events.async(context.getBean(AsyncSmtpClient.class), MESSAGE).join().finalReply()).isNotNull();
			assertThat(this.server.messages()).hasSize(4);
		});
	}

	@Test
	void confirmationWaitsForTheCommit() {
		List<Order> saved = new ArrayList<>();
		run((context) -> {
			OrderService service = new OrderService(saved::add, context.getBean(AfterCommitSmtpClient.class));
			TransactionSynchronizationManager.initSynchronization();
			TransactionSynchronizationManager.setActualTransactionActive(true);
			try {
				service.order(new Order(4711));
				assertThat(saved).hasSize(1);
				assertThat(this.server.connectionCount()).isZero();
				TransactionSynchronizationUtils.triggerAfterCommit();
			}
			finally {
				TransactionSynchronizationManager.clear();
			}
			assertThat(this.server.takeMessage().header("Subject")).isEqualTo("Order 4711");
		});
	}

}
