package io.sendasync.mail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpFailedRecipientException;
import io.sendasync.mail.delivery.SmtpTlsException;
import io.sendasync.mail.message.DeliverBy;
import io.sendasync.mail.message.DeliverBy.IfLate;
import io.sendasync.mail.message.DeliveryExtension;
import io.sendasync.mail.message.DeliveryNotification;
import io.sendasync.mail.message.DeliveryOptions;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.ReturnedContent;
import io.sendasync.mail.message.WhenNotOffered;
import io.sendasync.mail.testserver.AcceptedMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.SmtpTestServerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What a message asks of servers with certain extensions, with those that have them and
 * with those that do not.
 */
class SmtpClientDeliveryOptionsTest {

	private static final DeliverBy AN_HOUR_OR_BACK = DeliverBy.within(Duration.ofHours(1), IfLate.RETURN);

	private static SmtpTestServerBuilder everything() {
		return SmtpTestServer.builder().with(SmtpExtension.values()).tls(ServerTls.STARTTLS);
	}

	private static SmtpClient client(SmtpTestServer server) {
		return SmtpClient.builder()
			.host("localhost")
			.port(server.port())
			.sslContext(server.certificates().clientSslContext())
			.maxConnections(1)
			.build();
	}

	private static DeliveryOptions.Builder options() {
		return DeliveryOptions.builder();
	}

	private static MailMessage message(DeliveryOptions.Builder options) {
		return ContractSupport.message("ben@contoso.com").toBuilder().deliveryOptions(options.build()).build();
	}

	private static AcceptedMessage accepted(SmtpTestServerBuilder builder, MailMessage message) {
		try (SmtpTestServer server = builder.start(); SmtpClient client = client(server)) {
			client.send(message);
			server.assertNoViolations();
			return server.messages().get(0);
		}
	}

	/** Refused here, without a word to the server, and the next message goes out. */
	private static <T extends SmtpException> T refused(SmtpTestServerBuilder builder, Class<T> type,
			DeliveryOptions.Builder options) {
		try (SmtpTestServer server = builder.start(); SmtpClient client = client(server)) {
			T failure = catchThrowableOfType(type, () -> client.send(message(options)));
			assertThat(failure).isNotNull();
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			assertThat(failure.isTransient()).isFalse();
			assertThat(server.sessions().get(0).commands()).noneMatch((command) -> command.startsWith("MAIL"));
			client.send(ContractSupport.message("ann@contoso.com"));
			assertThat(server.connectionCount()).isEqualTo(1);
			server.assertNoViolations();
			return failure;
		}
	}

	@Test
	void whatIsOfferedIsAskedFor() {
		AcceptedMessage message = accepted(everything(),
				message(options().returnedContent(ReturnedContent.HEADERS)
					.envelopeId("order+4711 =x")
					.requireTls(true)
					.deliverBy(AN_HOUR_OR_BACK.traced())
					.transferPriority(-3)
					.holdFor(Duration.ofMinutes(5))));
		assertThat(message.mailParameters()).containsEntry("RET", "HDRS")
			.containsEntry("ENVID", "order+2B4711+20+3Dx")
			.containsEntry("REQUIRETLS", "")
			.containsEntry("BY", "3600;RT")
			.containsEntry("MT-PRIORITY", "-3")
			.containsEntry("HOLDFOR", "300");
	}

	@Test
	void otherValuesAreWrittenToo() {
		Instant until = Instant.now().plus(Duration.ofHours(2));
		AcceptedMessage message = accepted(everything(),
				message(options().returnedContent(ReturnedContent.FULL)
					.deliverBy(DeliverBy.within(Duration.ofSeconds(1), IfLate.NOTIFY))
					.transferPriority(9)
					.holdUntil(until)));
		assertThat(message.mailParameters()).containsEntry("RET", "FULL")
			.containsEntry("BY", "1;N")
			.containsEntry("MT-PRIORITY", "9")
			.doesNotContainKeys("ENVID", "REQUIRETLS", "HOLDFOR");
		assertThat(Instant.parse(message.mailParameters().get("HOLDUNTIL"))).isBetween(until,
				until.plus(Duration.ofSeconds(1)));
	}

	@Test
	void messageWithoutWishesAsksForNothing() {
		assertThat(accepted(everything(), ContractSupport.message("ben@contoso.com")).mailParameters())
			.containsOnlyKeys("SIZE");
	}

	@Test
	void writtenMessageHasWishesAsWell() {
		RawMessage message = RawMessage
			.of("From: jane@contoso.com\r\nTo: ben@contoso.com\r\nDate: Mon, 5 Jan 2026 10:00:00 +0000\r\n\r\nHi\r\n"
				.getBytes(StandardCharsets.US_ASCII))
			.withDeliveryNotification(DeliveryNotification.DELAY)
			.withDeliveryOptions(options().envelopeId("raw").build());
		try (SmtpTestServer server = everything().start(); SmtpClient client = client(server)) {
			client.send(message);
			assertThat(server.messages().get(0).mailParameters()).containsEntry("ENVID", "raw");
			assertThat(server.messages().get(0).recipientParameters().get("ben@contoso.com")).containsEntry("NOTIFY",
					"DELAY");
		}
	}

	@Test
	void holdThatIsOverAsksForNothing() {
		MailMessage message = message(options().holdUntil(Instant.now().minusSeconds(1)));
		assertThat(accepted(everything(), message).mailParameters()).doesNotContainKey("HOLDUNTIL");
		assertThat(accepted(SmtpTestServer.builder(), message).mailParameters()).doesNotContainKey("HOLDUNTIL");
	}

	@Test
	void reportsAndPriorityAreGoneWithout() {
		MailMessage message = message(
				options().returnedContent(ReturnedContent.FULL).envelopeId("order-4711").transferPriority(5));
		assertThat(accepted(SmtpTestServer.builder().without(SmtpExtension.DSN), message).mailParameters())
			.containsOnlyKeys("SIZE");
	}

	@Test
	void whatMattersIsNotGoneWithout() {
		assertThat(refused(SmtpTestServer.builder(), SmtpException.class, options().holdFor(Duration.ofHours(1))))
			.hasMessageContaining("asks for FUTURERELEASE")
			.hasMessageContaining("whenNotOffered");
		assertThat(refused(SmtpTestServer.builder(), SmtpException.class, options().deliverBy(AN_HOUR_OR_BACK)))
			.hasMessageContaining("asks for DELIVERBY");
	}

	@Test
	void policyCanBeChanged() {
		MailMessage without = message(options().holdFor(Duration.ofHours(1))
			.deliverBy(AN_HOUR_OR_BACK)
			.whenNotOffered(DeliveryExtension.FUTURERELEASE, WhenNotOffered.GO_WITHOUT)
			.whenNotOffered(DeliveryExtension.DELIVERBY, WhenNotOffered.GO_WITHOUT));
		assertThat(accepted(SmtpTestServer.builder(), without).mailParameters()).containsOnlyKeys("SIZE");
		assertThat(refused(SmtpTestServer.builder(), SmtpException.class,
				options().transferPriority(1).whenNotOffered(DeliveryExtension.MT_PRIORITY, WhenNotOffered.FAIL)))
			.hasMessageContaining("asks for MT-PRIORITY");
	}

	@Test
	void policyForReportsCountsForNotificationsToo() {
		MailMessage message = message(options().whenNotOffered(DeliveryExtension.DSN, WhenNotOffered.FAIL)).toBuilder()
			.deliveryNotification(DeliveryNotification.SUCCESS)
			.build();
		try (SmtpTestServer server = SmtpTestServer.builder().without(SmtpExtension.DSN).start();
				SmtpClient client = client(server)) {
			assertThat(catchThrowableOfType(SmtpException.class, () -> client.send(message)))
				.hasMessageContaining("asks for DSN");
		}
		assertThat(accepted(SmtpTestServer.builder(), message).recipientParameters().get("ben@contoso.com"))
			.containsEntry("NOTIFY", "SUCCESS");
	}

	@Test
	void requiredTlsIsNotAskedForInClearTextEvenIfOffered() {
		assertThat(refused(SmtpTestServer.builder().ehloKeyword("REQUIRETLS"), SmtpTlsException.class,
				options().requireTls(true)))
			.hasMessageContaining("STARTTLS or IMPLICIT");
	}

	@Test
	void requiredTlsNeedsTheOfferOfTheSecuredSession() {
		assertThat(refused(everything().without(SmtpExtension.REQUIRETLS), SmtpException.class,
				options().requireTls(true)))
			.hasMessageContaining("asks for REQUIRETLS");
		try (SmtpTestServer server = everything().without(SmtpExtension.REQUIRETLS).start();
				SmtpClient client = client(server)) {
			server.fault(At.EHLO, Fault.reply("250-mx", "250-STARTTLS", "250 REQUIRETLS"));
			assertThat(
					catchThrowableOfType(SmtpException.class, () -> client.send(message(options().requireTls(true)))))
				.hasMessageContaining("asks for REQUIRETLS");
			server.assertNoViolations();
		}
	}

	@Test
	void announcedLimitsAreMindedHere() {
		assertThat(refused(everything().minDeliverBy(Duration.ofHours(2)), SmtpException.class,
				options().deliverBy(AN_HOUR_OR_BACK)))
			.hasMessageContaining("no less than 7200 s");
		assertThat(refused(everything().maxHold(Duration.ofMinutes(1)), SmtpException.class,
				options().holdFor(Duration.ofSeconds(61))))
			.hasMessageContaining("at most 60 s");
		assertThat(refused(everything().maxHold(Duration.ofMinutes(1)), SmtpException.class,
				options().holdUntil(Instant.now().plus(Duration.ofHours(1)))))
			.hasMessageContaining("at most");
	}

	@Test
	void minimumIsForMessagesThatAreReturned() {
		MailMessage notified = message(options().deliverBy(DeliverBy.within(Duration.ofHours(1), IfLate.NOTIFY)));
		assertThat(accepted(everything().minDeliverBy(Duration.ofHours(2)), notified).mailParameters())
			.containsEntry("BY", "3600;N");
		assertThat(
				accepted(everything().minDeliverBy(Duration.ofHours(1)), message(options().deliverBy(AN_HOUR_OR_BACK)))
					.mailParameters())
			.containsEntry("BY", "3600;R");
	}

	@ParameterizedTest
	@EnumSource(Variant.class)
	void parameterThatIsOfferedAndNotKnownIsLeftOut(Variant variant) {
		try (SmtpTestServer server = variant.server().with(SmtpExtension.MT_PRIORITY).start();
				SmtpClient client = variant.client(server).maxConnections(1).build()) {
			server.fault(At.MAIL, Fault.reply("555 5.5.4 unknown parameter"));
			client.send(message(options().envelopeId("order-4711").transferPriority(5)));
			client.send(message(options().envelopeId("order-4712")));
			assertThat(server.messages()).satisfiesExactly(
					(first) -> assertThat(first.mailParameters()).containsOnlyKeys("SIZE"),
					(second) -> assertThat(second.mailParameters()).containsOnlyKeys("SIZE", "ENVID"));
			assertThat(server.connectionCount()).isEqualTo(1);
			server.assertNoViolations();
		}
	}

	@ParameterizedTest
	@EnumSource(Variant.class)
	void recipientsParameterThatIsNotKnownIsLeftOut(Variant variant) {
		try (SmtpTestServer server = variant.server().with(SmtpExtension.MT_PRIORITY).start();
				SmtpClient client = variant.client(server).maxConnections(1).build()) {
			server.fault(At.RCPT, Fault.reply("555 5.5.4 unknown parameter"));
			client.send(message(options().transferPriority(5)).toBuilder()
				.deliveryNotification(DeliveryNotification.SUCCESS)
				.build());
			AcceptedMessage accepted = server.messages().get(0);
			assertThat(accepted.recipientParameters().get("ben@contoso.com")).isEmpty();
			assertThat(accepted.mailParameters()).containsOnlyKeys("SIZE", "MT-PRIORITY");
			assertThat(server.messages()).hasSize(1);
			server.assertNoViolations();
		}
	}

	@Test
	void unknownParameterIsLeftOutOnce() {
		try (SmtpTestServer server = SmtpTestServer.start(); SmtpClient client = client(server)) {
			server.fault(At.MAIL, Fault.reply("555 5.5.4 unknown parameter").always());
			SmtpException failure = catchThrowableOfType(SmtpException.class,
					() -> client.send(message(options().envelopeId("order-4711"))));
			assertThat(failure.outcome()).isEqualTo(SendOutcome.REJECTED);
			assertThat(failure.statusCode().value()).isEqualTo(555);
			assertThat(mails(server)).hasSize(2);
		}
	}

	@Test
	void whatMattersIsNotLeftOut() {
		try (SmtpTestServer server = everything().start(); SmtpClient client = client(server)) {
			server.fault(At.MAIL, Fault.reply("555 5.5.4 unknown parameter"));
			SmtpException failure = catchThrowableOfType(SmtpException.class,
					() -> client.send(message(options().holdFor(Duration.ofHours(1)).requireTls(true))));
			assertThat(failure.outcome()).isEqualTo(SendOutcome.REJECTED);
			assertThat(mails(server)).hasSize(1);
			server.fault(At.MAIL, Fault.reply("555 5.5.4 unknown parameter"));
			client.send(message(options().requireTls(true).envelopeId("order-4711")));
			assertThat(server.messages().get(0).mailParameters()).containsOnlyKeys("SIZE", "REQUIRETLS");
		}
	}

	@Test
	void refusalOfARecipientThatHasNothingToDoWithItStands() {
		try (SmtpTestServer server = SmtpTestServer.start(); SmtpClient client = client(server)) {
			server.fault(At.RCPT, Fault.reply("550 5.1.1 no such user"));
			assertThat(catchThrowableOfType(SmtpFailedRecipientException.class,
					() -> client.send(message(options().envelopeId("order-4711")))))
				.isNotNull();
			assertThat(mails(server)).hasSize(1);
		}
	}

	@Test
	void unknownParameterBehindTheContentOfAnotherMessageIsLeftOut() {
		try (SmtpTestServer server = SmtpTestServer.start(); SmtpClient client = client(server)) {
			server.fault(At.MAIL, Fault.none());
			server.fault(At.MAIL, Fault.reply("555 5.5.4 unknown parameter"));
			List<SendOperation> operations = List.of(client.sendAsync(message(options())),
					client.sendAsync(message(options().envelopeId("order-4711"))),
					client.sendAsync(message(options())));
			operations.forEach(SendOperation::join);
			assertThat(server.messages()).hasSize(3);
			server.assertNoViolations();
		}
	}

	private static List<String> mails(SmtpTestServer server) {
		return server.sessions().get(0).commands().stream().filter((command) -> command.startsWith("MAIL")).toList();
	}

}
