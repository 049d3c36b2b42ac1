package io.sendasync.mail.sample;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An external server without a list of recipients.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "mail.smtp.host=smtp.example.org")
class EmptyAllowListTests {

	@LocalServerPort
	private int port;

	@Test
	void nobodyMayBeSentTo() {
		assertThat(new Api(this.port)
			.json("POST", "api/sends", "{\"from\": \"jane@contoso.com\", \"to\": \"ben@contoso.com\"}")
			.statusCode()).isEqualTo(403);
	}

}
