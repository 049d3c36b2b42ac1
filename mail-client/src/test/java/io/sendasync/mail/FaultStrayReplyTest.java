package io.sendasync.mail;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpProtocolException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Replies that nobody asked for, where they would be taken for the answer to what comes
 * next.
 */
class FaultStrayReplyTest {

	private SmtpTestServer server;

	private SmtpClient client;

	@BeforeEach
	void start() {
		this.server = SmtpTestServer.start();
		this.client = SmtpClient.builder().host("127.0.0.1").port(this.server.port()).maxConnections(1).build();
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.server.close();
	}

	private static MailMessage message() {
		return MailMessage.builder().from("jane@contoso.com").to("ann@contoso.com").text("Hello\n").build();
	}

	@Test
	void strayReplyBehind354IsNotTakenForAnAcceptance() {
		this.server.fault(At.DATA, Fault.extraReply("250 2.0.0 fine"));
		this.server.fault(At.END_OF_DATA, Fault.reply("554 5.6.0 never"));
		SmtpException failure = catchThrowableOfType(SmtpException.class, () -> this.client.send(message()));
		assertThat(failure).isInstanceOf(SmtpProtocolException.class);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		this.server.clearFaults();
		this.client.send(message());
		assertThat(this.server.messages()).hasSize(1);
	}

	@Test
	void refusalBehind354KeepsTheContentBack() {
		this.server.fault(At.DATA, Fault.extraReply("421 4.3.2 closing"));
		SmtpException failure = catchThrowableOfType(SmtpException.class, () -> this.client.send(message()));
		assertThat(failure.outcome()).isEqualTo(SendOutcome.REJECTED);
		assertThat(failure.statusCode().value()).isEqualTo(421);
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void strayReplyBehindTheVerdictCostsOnlyTheConnection() {
		this.server.fault(At.END_OF_DATA, Fault.extraReply("250 2.0.0 fine"));
		this.client.send(message());
		this.client.send(message());
		assertThat(this.server.messages()).hasSize(2);
		assertThat(this.server.connectionCount()).isEqualTo(2);
	}

}
