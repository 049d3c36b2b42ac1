package io.sendasync.mail.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.AbstractApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SmtpClientLifecycle}, in a whole application.
 */
@ExtendWith(OutputCaptureExtension.class)
class SmtpClientLifecycleTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hello");

	private final SmtpTestServer server = SmtpTestServer.start();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void pendingSendsEndBeforeTheirListenersAreDestroyed() {
		ConfigurableApplicationContext context = run("--mail.smtp.connection.max=1");
		Listener listener = context.getBean(Listener.class);
		SmtpClient client = context.getBean(SmtpClient.class);
		Hold hold = this.server.hold(At.END_OF_DATA);
		for (int i = 0; i < 5; i++) {
			client.sendAsync(MESSAGE, i);
		}
		hold.awaitReached(LIMIT);

		Thread closing = new Thread(context::close);
		closing.start();
		awaitClosed(client);
		hold.release();

		await().atMost(LIMIT).until(() -> !closing.isAlive());
		assertThat(listener.tokens).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
		assertThat(listener.succeeded).hasSize(5).containsOnly(true);
		assertThat(listener.afterDestruction).isEmpty();
	}

	@Test
	void whatDoesNotEndInTheDrainTimeoutIsCancelledAndHeardOf() {
		ConfigurableApplicationContext context = run("--mail.smtp.shutdown.drain-timeout=50ms");
		Listener listener = context.getBean(Listener.class);
		this.server.hold(At.DATA);
		SendOperation operation = context.getBean(SmtpClient.class).sendAsync(MESSAGE, "held");

		context.close();

		assertThat(operation).isCompletedExceptionally();
		assertThat(listener.tokens).containsExactly("held");
		assertThat(listener.succeeded).containsExactly(false);
		assertThat(listener.afterDestruction).isEmpty();
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void contextThatOnlyStopsRefusesSendsAndLetsPendingOnesEnd() {
		try (ConfigurableApplicationContext context = run()) {
			SmtpClient client = context.getBean(SmtpClient.class);
			Hold hold = this.server.hold(At.END_OF_DATA);
			SendOperation pending = client.sendAsync(MESSAGE, "pending");
			hold.awaitReached(LIMIT);
			Thread stopping = new Thread(context::stop);
			stopping.start();
			await().atMost(LIMIT)
				.untilAsserted(() -> assertThatIllegalStateException().isThrownBy(() -> client.sendAsync(MESSAGE))
					.withMessageContaining("paused"));
			assertThat(stopping.isAlive()).isTrue();
			hold.release();
			await().atMost(LIMIT).until(() -> !stopping.isAlive());
			assertThat(pending).isCompleted();
			assertThat(context.isRunning()).isFalse();
			assertThat(this.server.openConnections()).isZero();
		}
	}

	@Test
	void contextThatStartsAgainSendsAgain() {
		try (ConfigurableApplicationContext context = run()) {
			SmtpClient client = context.getBean(SmtpClient.class);
			assertThat(client.sendAsync(MESSAGE)).succeedsWithin(LIMIT);
			for (int i = 0; i < 3; i++) {
				context.stop();
				context.start();
				assertThat(client.sendAsync(MESSAGE)).succeedsWithin(LIMIT);
			}
			assertThat(this.server.messages()).hasSize(4);
		}
	}

	@Test
	void contextThatPausesIsRestarted() {
		try (ConfigurableApplicationContext context = run()) {
			SmtpClient client = context.getBean(SmtpClient.class);
			((AbstractApplicationContext) context).pause();
			assertThatIllegalStateException().isThrownBy(() -> client.sendAsync(MESSAGE));
			((AbstractApplicationContext) context).restart();
			assertThat(client.sendAsync(MESSAGE)).succeedsWithin(LIMIT);
		}
	}

	@Test
	void stopWaitsNoLongerThanTheDrainTimeoutAndCancelsNothing(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run("--mail.smtp.shutdown.drain-timeout=50ms")) {
			Hold hold = this.server.hold(At.DATA);
			SendOperation pending = context.getBean(SmtpClient.class).sendAsync(MESSAGE);
			hold.awaitReached(LIMIT);
			context.stop();
			assertThat(pending).isNotDone();
			assertThat(output).contains("paused, but 1 sends have not ended in 50 ms");
			context.start();
			hold.release();
			assertThat(pending).succeedsWithin(LIMIT);
		}
	}

	@Test
	void contextThatWasStoppedStillDrainsWhenItCloses() {
		ConfigurableApplicationContext context = run("--mail.smtp.shutdown.drain-timeout=50ms");
		Listener listener = context.getBean(Listener.class);
		this.server.hold(At.DATA);
		context.getBean(SmtpClient.class).sendAsync(MESSAGE, "held");
		context.stop();
		context.close();
		assertThat(listener.tokens).containsExactly("held");
		assertThat(listener.afterDestruction).isEmpty();
	}

	@Test
	void underLoadEachSendHasExactlyOneEventWhenTheContextCloses() {
		try (SmtpTestServer slow = SmtpTestServer.builder().latency(Duration.ofMillis(20)).start()) {
			ConfigurableApplicationContext context = run("--mail.smtp.port=" + slow.port(),
					"--mail.smtp.connection.max=3", "--mail.smtp.shutdown.drain-timeout=500ms");
			Listener listener = context.getBean(Listener.class);
			SmtpClient client = context.getBean(SmtpClient.class);
			List<SendOperation> operations = new ArrayList<>();
			for (int i = 0; i < 1000; i++) {
				operations.add(client.sendAsync(MESSAGE, i));
			}
			slow.takeMessage(LIMIT);

			context.close();

			assertThat(operations).hasSize(1000).allMatch(SendOperation::isDone);
			assertThat(listener.tokens).hasSize(1000).doesNotHaveDuplicates();
			assertThat(listener.afterDestruction).isEmpty();
			long accepted = listener.succeeded.stream().filter((succeeded) -> succeeded).count();
			assertThat(accepted).isPositive().isLessThan(1000).isEqualTo(client.statistics().accepted());
			assertThat(client.statistics().queued() + client.statistics().inFlight()).isZero();
			// Of those that the client could not tell the server may have some more.
			assertThat((long) slow.messages().size()).isBetween(accepted, accepted + client.statistics().unknown());
		}
	}

	@Test
	void closingAChildContextLeavesTheClientOfTheParentOpen() {
		try (ConfigurableApplicationContext context = run()) {
			SpringApplicationBuilder child = new SpringApplicationBuilder(Object.class).parent(context)
				.web(WebApplicationType.NONE);
			child.run("--spring.main.banner-mode=off").close();
			assertThat(context.getBean(SmtpClient.class).sendAsync(MESSAGE)).succeedsWithin(LIMIT);
		}
	}

	@Test
	void stopsBehindExecutorsAndBeforePlainLifecycleBeans() {
		assertThat(SmtpClientLifecycle.PHASE).isLessThan(Integer.MAX_VALUE / 2).isPositive();
	}

	private ConfigurableApplicationContext run(String... args) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		List<String> all = new CopyOnWriteArrayList<>(args);
		all.addAll(0, List.of("--mail.smtp.host=" + this.server.host(), "--spring.main.banner-mode=off"));
		if (all.stream().noneMatch((arg) -> arg.startsWith("--mail.smtp.port="))) {
			all.add("--mail.smtp.port=" + this.server.port());
		}
		return application.run(all.toArray(String[]::new));
	}

	private static void awaitClosed(SmtpClient client) {
		await().atMost(LIMIT)
			.untilAsserted(() -> assertThatIllegalStateException().isThrownBy(client::sendAsyncCancel));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SmtpClientAutoConfiguration.class, LifecycleAutoConfiguration.class })
	static class Application {

		/**
		 * Depends on the client, as most listeners do, and so is destroyed before it.
		 */
		@Bean
		Listener listener(SmtpClient client) {
			return new Listener();
		}

	}

	static class Listener implements DisposableBean {

		final List<Object> tokens = new CopyOnWriteArrayList<>();

		final List<Boolean> succeeded = new CopyOnWriteArrayList<>();

		final List<Object> afterDestruction = new CopyOnWriteArrayList<>();

		private volatile boolean destroyed;

		@EventListener
		void on(SendCompletedEvent<?> event) {
			this.tokens.add(event.userToken());
			this.succeeded.add(event.succeeded());
			if (this.destroyed) {
				this.afterDestruction.add(event.userToken());
			}
		}

		@Override
		public void destroy() {
			this.destroyed = true;
		}

	}

}
