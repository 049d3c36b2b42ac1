package io.sendasync.mail.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.AsyncSmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with WebFlux and without the servlet stack.
 */
class WebFluxTests {

	private final SmtpTestServer server = SmtpTestServer.start();

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class,
				TaskExecutionAutoConfiguration.class, SmtpClientAutoConfiguration.class,
				AsyncSmtpClientAutoConfiguration.class))
		.withClassLoader(new FilteredClassLoader("jakarta.servlet"))
		.withBean(Mails.class)
		.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port());

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void handlerSendsWithoutAThread() {
		this.runner.run((context) -> {
			post(context, "/client");
			assertThat(this.server.takeMessage().recipients()).containsExactly("ben@example.org");
		});
	}

	@Test
	void handlerSendsOnTheTaskExecutor() {
		this.runner.run((context) -> {
			post(context, "/async");
			assertThat(this.server.takeMessage().recipients()).containsExactly("ben@example.org");
		});
	}

	@Test
	void listenersHearOfTheEnd() {
		this.runner.run((context) -> {
			post(context, "/client");
			assertThat(context.getBean(Mails.class).ended.poll(20, TimeUnit.SECONDS)).isEqualTo("smtpClient");
		});
	}

	private static void post(ApplicationContext context, String path) {
		WebTestClient.bindToApplicationContext(context)
			.configureClient()
			.responseTimeout(Duration.ofSeconds(20))
			.build()
			.post()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.isEqualTo("sent");
	}

	@RestController
	static class Mails {

		private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello",
				"Hello");

		final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

		private final SmtpClient client;

		private final AsyncSmtpClient async;

		Mails(SmtpClient client, AsyncSmtpClient async) {
			this.client = client;
			this.async = async;
		}

		@PostMapping("/client")
		Mono<String> client() {
			return Mono.fromFuture(() -> this.client.sendAsync(MESSAGE)).thenReturn("sent");
		}

		@PostMapping("/async")
		Mono<String> async() {
			return Mono.fromFuture(() -> this.async.send(MESSAGE)).thenReturn("sent");
		}

		@EventListener
		void sent(SendCompletedEvent<?> event) {
			this.ended.add(event.clientName());
		}

	}

}
