package io.sendasync.mail.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.AsyncSmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;
import io.sendasync.mail.message.MailMessage;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A whole Boot application against GreenMail, a server that others wrote. The
 * auto-configuration is found through the imports file.
 */
@SpringBootTest(properties = { "mail.smtp.tls.mode=none", "mail.smtp.from=Shop <shop@example.org>",
		"mail.smtp.credentials.username=shop", "mail.smtp.credentials.password=secret" })
class GreenMailTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final GreenMail greenMail = greenMail();

	@Autowired
	private SmtpClient client;

	@Autowired
	private AsyncSmtpClient asyncClient;

	@Autowired
	private Events events;

	private static GreenMail greenMail() {
		GreenMail greenMail = new GreenMail(ServerSetup.SMTP.dynamicPort());
		greenMail.start();
		greenMail.setUser("shop@example.org", "shop", "secret");
		return greenMail;
	}

	@DynamicPropertySource
	static void server(DynamicPropertyRegistry registry) {
		registry.add("mail.smtp.host", () -> "127.0.0.1");
		registry.add("mail.smtp.port", () -> greenMail.getSmtp().getPort());
	}

	@AfterAll
	static void stop() {
		greenMail.stop();
	}

	@BeforeEach
	void forget() throws Exception {
		greenMail.purgeEmailFromAllMailboxes();
		this.events.heard.clear();
	}

	@Test
	void sendIsDeliveredAndItsEventCarriesTheToken() throws Exception {
		OrderId token = new OrderId(UUID.randomUUID());

		SendOperation operation = this.client.sendAsync(message("Order"), token);

		assertThat(operation).succeedsWithin(LIMIT);
		MimeMessage delivered = greenMail.getReceivedMessages()[0];
		assertThat(delivered.getSubject()).isEqualTo("Order");
		assertThat(delivered.getFrom()[0]).hasToString("Shop <shop@example.org>");
		assertThat(this.events.heard).singleElement().satisfies((event) -> {
			assertThat(event.userToken()).isSameAs(token);
			assertThat(event.completed().operation()).isSameAs(operation);
			assertThat(event.completed().client()).isSameAs(this.client);
			assertThat(event.succeeded()).isTrue();
		});
	}

	@Test
	void manyAtOnceHaveOneEventEach() {
		List<OrderId> tokens = Stream.generate(() -> new OrderId(UUID.randomUUID())).limit(100).toList();
		tokens.forEach((token) -> this.client.sendAsync(message("Order"), token));
		await().atMost(LIMIT).until(() -> this.events.heard.size() >= tokens.size());
		assertThat(this.events.heard).map(SendCompletedEvent::userToken).containsExactlyInAnyOrderElementsOf(tokens);
		assertThat(greenMail.getReceivedMessages()).hasSize(100);
	}

	@Test
	void asyncClientDelivers() {
		assertThat(this.asyncClient.send(message("Async"))).succeedsWithin(LIMIT);
		assertThat(greenMail.getReceivedMessages()).hasSize(1);
	}

	private static MailMessage message(String subject) {
		return MailMessage.builder().to("ben@example.org").subject(subject).text("Hello").build();
	}

	record OrderId(UUID value) {
	}

	static class Events {

		final List<SendCompletedEvent<OrderId>> heard = new CopyOnWriteArrayList<>();

		@EventListener
		void on(SendCompletedEvent<OrderId> event) {
			this.heard.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Events events() {
			return new Events();
		}

	}

}
