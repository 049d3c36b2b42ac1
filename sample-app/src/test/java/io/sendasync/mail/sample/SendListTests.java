package io.sendasync.mail.sample;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The limits of the lists, with an application of their own.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SendListTests {

	@LocalServerPort
	private int port;

	@Test
	void listsKeepTheLastOnes() {
		Api api = new Api(this.port);
		String first = api.send("ben@contoso.com", "first", "t", "first");
		api.awaitStatus(first, "completed");
		for (int i = 0; i < 20; i++) {
			assertThat(api.json("POST", "api/sends", """
					{"from": "jane@contoso.com", "to": "ben@contoso.com", "subject": "again", "text": "t",
					 "token": "t", "repeat": "100", "interval": "0"}""").statusCode()).isEqualTo(202);
			api.awaitNoPending();
		}
		List<String> ids = api.get("api/sends").read("$[*].id");
		assertThat(ids).hasSize(2000).doesNotContain(first);
		assertThat(api.inboxSubjects()).hasSize(200).doesNotContain("first");
	}

}
