package io.sendasync.mail.boot.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.AsyncSmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;
import io.sendasync.mail.boot.SmtpClientBuilderCustomizer;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Trace, logging context and identity of the caller on the threads that hear of the end.
 */
class SmtpContextPropagationTests {

	private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hi");

	private final SmtpTestServer server = SmtpTestServer.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(SmtpContextPropagationAutoConfiguration.class, SmtpClientAutoConfiguration.class,
						AsyncSmtpClientAutoConfiguration.class, TaskExecutionAutoConfiguration.class))
		.withBean(Listener.class, Listener::new)
		.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port());

	private final ObservationRegistry observations = TestObservationRegistry.create();

	@BeforeEach
	void setCallersContext() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor("order"));
		MDC.put("order", "4711");
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("ann", "secret"));
	}

	@AfterEach
	void close() {
		ContextRegistry.getInstance().removeThreadLocalAccessor(Slf4jThreadLocalAccessor.KEY);
		MDC.clear();
		SecurityContextHolder.clearContext();
		this.server.close();
	}

	@Test
	void contextIsThereInListenersAndInStagesOfTheFuture() {
		this.runner.run((context) -> {
			Observation caller = Observation.start("caller", this.observations);
			CompletableFuture<Seen> stage = caller.scoped(() -> context.getBean(SmtpClient.class)
				.sendAsync(MESSAGE)
				.thenApply((receipt) -> Seen.now(this.observations)));
			assertThat(stage.get(30, TimeUnit.SECONDS)).isEqualTo(new Seen("4711", "ann", caller));
			assertThat(context.getBean(Listener.class).seen.poll(30, TimeUnit.SECONDS))
				.isEqualTo(new Seen("4711", "ann", caller));
		});
	}

	@Test
	void contextIsThereOnTheThreadsOfTheAsyncClient() {
		this.runner.run((context) -> {
			Observation caller = Observation.start("caller", this.observations);
			Hold hold = this.server.hold(At.MAIL);
			CompletableFuture<Seen> stage = caller.scoped(() -> context.getBean(AsyncSmtpClient.class)
				.send(MESSAGE)
				.thenApply((receipt) -> Seen.now(this.observations)));
			MDC.put("order", "another");
			hold.release();
			assertThat(stage.get(30, TimeUnit.SECONDS)).isEqualTo(new Seen("4711", "ann", caller));
		});
	}

	@Test
	void withoutTheLibraryNothingIsCapturedAndMailIsSent() {
		this.runner.withClassLoader(new FilteredClassLoader(ContextSnapshotFactory.class)).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(CallerContext.class);
			context.getBean(SmtpClient.class).sendAsync(MESSAGE).get(30, TimeUnit.SECONDS);
			assertThat(context.getBean(Listener.class).seen.poll(30, TimeUnit.SECONDS))
				.isEqualTo(new Seen(null, null, null));
			context.getBean(AsyncSmtpClient.class).send(MESSAGE).get(30, TimeUnit.SECONDS);
		});
	}

	@Test
	void decoratorOfTheApplicationWins() {
		this.runner.withBean(SmtpClientBuilderCustomizer.class, () -> (builder) -> builder.callbackDecorator((task) -> {
			return () -> {
				MDC.put("order", "own");
				task.run();
				MDC.clear();
			};
		})).run((context) -> {
			context.getBean(SmtpClient.class).sendAsync(MESSAGE).get(30, TimeUnit.SECONDS);
			assertThat(context.getBean(Listener.class).seen.poll(30, TimeUnit.SECONDS))
				.isEqualTo(new Seen("own", null, null));
		});
	}

	@Test
	void snapshotFactoryOfTheApplicationIsUsed() {
		this.runner
			.withBean(ContextSnapshotFactory.class,
					() -> ContextSnapshotFactory.builder()
						.captureKeyPredicate(Slf4jThreadLocalAccessor.KEY::equals)
						.build())
			.run((context) -> {
				context.getBean(SmtpClient.class).sendAsync(MESSAGE).get(30, TimeUnit.SECONDS);
				assertThat(context.getBean(Listener.class).seen.poll(30, TimeUnit.SECONDS))
					.isEqualTo(new Seen("4711", null, null));
			});
	}

	record Seen(@Nullable String order, @Nullable String user, @Nullable Observation observation) {

		static Seen now(ObservationRegistry registry) {
			var authentication = SecurityContextHolder.getContext().getAuthentication();
			return new Seen(MDC.get("order"), (authentication != null) ? authentication.getName() : null,
					registry.getCurrentObservation());
		}

	}

	class Listener {

		final LinkedBlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

		@EventListener
		void completed(SendCompletedEvent<?> event) {
			this.seen.add(Seen.now(SmtpContextPropagationTests.this.observations));
		}

	}

}
