package io.sendasync.mail.sample.send;

import java.util.Collections;

import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What users may ask for.
 */
class SendRequestTests {

	@Test
	void addressesAreEnough() {
		SendRequest request = new SendRequest(" jane@contoso.com ", "ben@contoso.com, Lisa <lisa@contoso.com>", null,
				null, null);
		MailMessage message = request.toMessage();
		assertThat(message.to()).containsExactly(MailAddress.parse("ben@contoso.com"),
				MailAddress.parse("lisa@contoso.com"));
		assertThat(message.subject()).isEmpty();
		assertThat(message.text()).isEmpty();
		assertThat(request.userToken()).isEmpty();
	}

	@Test
	void missingAddressesAreErrors() {
		assertErrors(new SendRequest(null, " ", "s", "t", null), "from", "to");
	}

	@Test
	void moreThan20RecipientsAreAnError() {
		String to = String.join(",", Collections.nCopies(21, "ben@contoso.com"));
		assertErrors(new SendRequest("jane@contoso.com", to, "s", "t", null), "to");
	}

	@Test
	void longTextsAreErrors() {
		assertErrors(new SendRequest("jane@contoso.com", "ben@contoso.com", "s".repeat(501), "t".repeat(100_001),
				"o".repeat(101)), "subject", "text", "token");
	}

	private static void assertErrors(SendRequest request, String... fields) {
		assertThatExceptionOfType(InvalidSendException.class).isThrownBy(request::toMessage)
			.satisfies((ex) -> assertThat(ex.errors()).containsOnlyKeys(fields));
	}

}
