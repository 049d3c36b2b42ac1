package io.sendasync.mail.sample.send;

import java.io.IOException;
import java.util.List;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpReply;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said about the outcomes.
 */
class SendWordsTests {

	@Test
	void unknownOutcomeIsNeverCalledAFailure() {
		assertThat(SendWords.failed(new SmtpException("The reply is missing", SendOutcome.UNKNOWN, null, null)))
			.isEqualTo("The server may have accepted the message or not; sending it again may deliver it twice."
					+ " The reply is missing");
	}

	@Test
	void failureWithoutAReplyIsNotBlamedOnTheServer() {
		assertThat(SendWords.failed(new SmtpException("No connection", SendOutcome.NOT_SENT, null, null)))
			.isEqualTo("Not sent: No connection");
		assertThat(SendWords.failed(new IOException("broken"))).isEqualTo("Not sent: broken");
	}

	@Test
	void refusalIsInTheServersWords() {
		SmtpReply reply = new SmtpReply(554, List.of("5.7.1 not", "here"));
		assertThat(SendWords.failed(new SmtpException("Refused", SendOutcome.REJECTED, reply, null)))
			.isEqualTo("The server refused: 554 5.7.1 not here");
	}

	@Test
	void committedSendIsTooLateToCancel() {
		assertThat(SendWords.pending(SendStatus.COMMITTED)).contains("too late to cancel");
	}

}
