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
	void listsKeepTheLast200() {
		Api api = new Api(this.port);
		String first = api.send("ben@contoso.com", "first", "t", "first");
		api.awaitStatus(first, "completed");
		String last = "";
		for (int i = 0; i < 200; i++) {
			last = api.send("ben@contoso.com", "mail " + i, "t", "");
		}
		api.awaitNoPending();
		List<String> ids = api.get("api/sends").read("$[*].id");
		assertThat(ids).hasSize(200).doesNotContain(first).contains(last);
		assertThat(api.inboxSubjects()).hasSize(200).doesNotContain("first");
	}

}
