package io.sendasync.mail.boot.autoconfigure.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.boot.observation.DefaultSmtpSendObservationConvention;
import io.sendasync.mail.boot.observation.SmtpFailure;
import io.sendasync.mail.boot.observation.SmtpSendObservationContext;
import io.sendasync.mail.boot.observation.SmtpSendObservationConvention;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SmtpObservationAutoConfiguration} and the observations.
 */
class SmtpObservationAutoConfigurationTests {

	private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hi");

	private final SmtpTestServer server = SmtpTestServer.start();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(SmtpObservationAutoConfiguration.class, SmtpClientAutoConfiguration.class))
		.withBean(TestObservationRegistry.class, () -> this.registry)
		.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port());

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void sendIsObservedWithTheCallersObservationAsParent() {
		this.runner.run((context) -> {
			Observation caller = Observation.start("caller", this.registry);
			SendOperation operation = caller.scoped(() -> context.getBean(SmtpClient.class).sendAsync(MESSAGE));
			operation.join();
			caller.stop();
			TestObservationRegistryAssert.assertThat(this.registry)
				.hasObservationWithNameEqualTo("smtp.client.send")
				.that()
				.hasParentObservationEqualTo(caller)
				.hasContextualNameEqualTo("smtp send")
				.hasLowCardinalityKeyValue("client", "smtpClient")
				.hasLowCardinalityKeyValue("outcome", "completed")
				.hasLowCardinalityKeyValue("exception", "none")
				.hasLowCardinalityKeyValue("smtp.response.class", "2xx")
				.hasHighCardinalityKeyValue("smtp.operation.id", operation.id())
				.hasBeenStarted()
				.hasBeenStopped()
				.doesNotHaveError();
		});
	}

	@Test
	void connectIsObservedWithoutParent() {
		this.runner.run((context) -> {
			Observation caller = Observation.start("caller", this.registry);
			caller.scoped(() -> context.getBean(SmtpClient.class).send(MESSAGE));
			TestObservationRegistryAssert.assertThat(this.registry)
				.hasNumberOfObservationsWithNameEqualTo("smtp.client.connect", 1)
				.hasObservationWithNameEqualTo("smtp.client.connect")
				.that()
				.doesNotHaveParentObservation()
				.hasLowCardinalityKeyValue("outcome", "success")
				.hasLowCardinalityKeyValue("server.address", this.server.host())
				.hasLowCardinalityKeyValue("server.port", Integer.toString(this.server.port()))
				.hasBeenStopped();
		});
	}

	@Test
	void failureIsMarkedWithItsTypeAndCodeAndNotItsText() {
		this.server.fault(At.RCPT, Fault.reply("550 5.1.1 ben@example.org is unknown here"));
		this.runner.run((context) -> {
			assertThatExceptionOfType(SmtpException.class)
				.isThrownBy(() -> context.getBean(SmtpClient.class).send(MESSAGE));
			TestObservationRegistryAssert.assertThat(this.registry)
				.hasObservationWithNameEqualTo("smtp.client.send")
				.that()
				.hasLowCardinalityKeyValue("outcome", "failed")
				.hasLowCardinalityKeyValue("exception", "SmtpFailedRecipientException")
				.hasLowCardinalityKeyValue("smtp.response.class", "5xx")
				.hasBeenStopped()
				.thenError()
				.isInstanceOf(SmtpFailure.class)
				.hasMessage("SmtpFailedRecipientException, reply 550");
		});
	}

	@Test
	void failedConnectIsMarked() {
		this.server.fault(At.CONNECT, Fault.replyThenClose("554 go away"));
		this.runner.run((context) -> {
			assertThatExceptionOfType(SmtpException.class)
				.isThrownBy(() -> context.getBean(SmtpClient.class).send(MESSAGE));
			TestObservationRegistryAssert.assertThat(this.registry)
				.hasObservationWithNameEqualTo("smtp.client.connect")
				.that()
				.hasLowCardinalityKeyValue("outcome", "failure")
				.hasBeenStopped()
				.hasError();
		});
	}

	@Test
	void cancellationIsAnOutcomeAndNoError() {
		this.runner.run((context) -> {
			Hold hold = this.server.hold(At.MAIL);
			assertThat(context.getBean(SmtpClient.class).sendAsync(MESSAGE).cancel(false)).isTrue();
			hold.release();
			TestObservationRegistryAssert.assertThat(this.registry)
				.hasObservationWithNameEqualTo("smtp.client.send")
				.that()
				.hasLowCardinalityKeyValue("outcome", "cancelled")
				.hasBeenStopped()
				.doesNotHaveError();
		});
	}

	@Test
	void everySendIsObservedOnceAndStopped() {
		this.runner.run((context) -> {
			SmtpClient client = context.getBean(SmtpClient.class);
			List<CompletableFuture<?>> sends = new ArrayList<>();
			for (int i = 0; i < 500; i++) {
				sends.add(client.sendAsync(MESSAGE));
			}
			CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).join();
			TestObservationRegistryAssert.assertThat(this.registry)
				.hasNumberOfObservationsWithNameEqualTo("smtp.client.send", 500)
				.forAllObservationsWithNameEqualTo("smtp.client.send",
						(observation) -> observation.hasLowCardinalityKeyValue("outcome", "completed"));
		});
	}

	@Test
	void conventionOfTheApplicationIsUsed() {
		this.runner.withBean(SmtpSendObservationConvention.class, OwnConvention::new).run((context) -> {
			context.getBean(SmtpClient.class).send(MESSAGE);
			TestObservationRegistryAssert.assertThat(this.registry)
				.hasObservationWithNameEqualTo("our.mail")
				.that()
				.hasLowCardinalityKeyValue("outcome", "completed")
				.hasLowCardinalityKeyValue("team", "billing");
		});
	}

	@Test
	void standsBackWithoutRegistryAndWithoutMicrometer() {
		ApplicationContextRunner plain = new ApplicationContextRunner().withConfiguration(
				AutoConfigurations.of(SmtpObservationAutoConfiguration.class, SmtpClientAutoConfiguration.class));
		plain.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(SmtpObservationAutoConfiguration.class));
		plain.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SmtpClient.class)
				.doesNotHaveBean(SmtpObservationAutoConfiguration.class));
	}

	static class OwnConvention extends DefaultSmtpSendObservationConvention {

		@Override
		public String getName() {
			return "our.mail";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(SmtpSendObservationContext context) {
			return super.getLowCardinalityKeyValues(context).and("team", "billing");
		}

	}

}
