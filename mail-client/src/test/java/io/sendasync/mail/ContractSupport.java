package io.sendasync.mail;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A server and a client, connected in one of the ways that keep the contract, and what
 * every contract test needs. The linter of the server has to be silent in each of them.
 */
abstract class ContractSupport {

	static final Duration SOON = Completions.SOON;

	final Variant variant;

	final Completions completions = new Completions();

	final EventPairs events = new EventPairs();

	SmtpTestServer server;

	SmtpClient client;

	ContractSupport(Variant variant) {
		this.variant = variant;
	}

	@BeforeEach
	void start() {
		this.server = this.variant.server().start();
		this.client = client().build();
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.events.assertAllEnded();
		this.server.assertNoViolations();
		this.server.close();
	}

	SmtpClient.Builder client() {
		return this.variant.client(this.server)
			.maxConnections(1)
			.drainTimeout(Duration.ofSeconds(5))
			.sendCompletedListener(this.completions)
			.eventListener(this.events);
	}

	void rebuild(SmtpClient.Builder builder) {
		this.client.close();
		this.client = builder.build();
	}

	static MailMessage message(String recipients) {
		return MailMessage.builder()
			.from("jane@contoso.com")
			.to(recipients)
			.subject("Hello")
			.text("Hello there\n")
			.build();
	}

	static <T extends Throwable> T failure(SendOperation operation, Class<T> type) {
		CompletionException failure = catchThrowableOfType(CompletionException.class,
				() -> operation.orTimeout(20, TimeUnit.SECONDS).join());
		assertThat(failure).as("operation %s", operation).isNotNull();
		assertThat(failure.getCause()).isInstanceOf(type);
		return type.cast(failure.getCause());
	}

}
