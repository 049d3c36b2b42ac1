package io.sendasync.mail.sample;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static io.sendasync.mail.sample.Api.ARROWS;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JSON API with the embedded server.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SampleApiTests {

	@LocalServerPort
	private int port;

	private Api api;

	@BeforeEach
	void connect() {
		this.api = new Api(this.port);
	}

	@AfterEach
	void fast() {
		this.api.slow(false);
	}

	@Test
	void mailArrivesWithUmlautsAndArrows() {
		String id = this.api.send("ben@contoso.com", "Grüße " + ARROWS, "Straße " + ARROWS + "\\nzweite Zeile", "t");
		DocumentContext send = this.api.awaitStatus(id, "completed");
		assertThat(send.<String>read("$.detail")).isEqualTo("The server accepted the message: 250 OK");
		List<Map<String, Object>> mails = this.api.get("api/inbox")
			.read("$.mails[?(@.subject == 'Grüße " + ARROWS + "')]");
		assertThat(mails).singleElement().satisfies((mail) -> {
			assertThat(mail).containsEntry("from", "\"Jane Ø Clayton\" <jane@contoso.com>")
				.containsEntry("to", List.of("ben@contoso.com"));
			assertThat(mail.get("text").toString().stripTrailing().lines()).containsExactly("Straße " + ARROWS,
					"zweite Zeile");
		});
	}

	@Test
	void tokenComesBackWithTheEndOfTheSend() {
		String id = this.api.send("ben@contoso.com", "s", "t", "test message1");
		assertThat(this.api.awaitStatus(id, "completed").<String>read("$.token")).isEqualTo("test message1");
	}

	@Test
	void eventStreamTellsOfEachStateAndOfTheMail() {
		this.api.slow(true);
		try (EventLog events = this.api.events()) {
			events.awaitLine("data:", "\"embedded\":true", "\"slow\":true");
			String id = this.api.send("ben@contoso.com", "followed " + ARROWS, "t", "followed");
			events.awaitLine("data:", id, "\"status\":\"sending\"", "\"cancellable\":true");
			this.api.slow(false);
			events.awaitLine("data:", "\"slow\":false");
			events.awaitLine("data:", id, "\"status\":\"completed\"", "\"ended\":true");
			events.awaitLine("data:", "\"subject\":\"followed " + ARROWS + "\"", "\"receivedAt\"");
		}
	}

	@Test
	void newEventStreamTellsWhatThereIs() {
		String id = this.api.send("ben@contoso.com", "before", "t", "before");
		this.api.awaitStatus(id, "completed");
		try (EventLog events = this.api.events()) {
			events.awaitLine("event:start");
			events.awaitLine(id, "\"status\":\"completed\"");
			events.awaitLine("\"subject\":\"before\"", "\"receivedAt\"");
		}
	}

	@Test
	void sendThatIsCancelledInTimeReachesNoInbox() {
		this.api.slow(true);
		String id = this.api.send("ben@contoso.com", "withdrawn", "t", "withdrawn");
		this.api.awaitStatus(id, "sending");
		assertThat(this.api.cancel(id).<Boolean>read("$.certainlyNotAccepted")).isTrue();
		DocumentContext send = this.api.awaitStatus(id, "cancelled");
		assertThat(send.<Boolean>read("$.ended")).isTrue();
		this.api.slow(false);
		this.api.awaitStatus(this.api.send("ben@contoso.com", "behind the withdrawn one", "t", ""), "completed");
		assertThat(this.api.inboxSubjects()).contains("behind the withdrawn one").doesNotContain("withdrawn");
	}

	@Test
	void cancelAfterTheEndSaysThatItIsTooLate() {
		String id = this.api.send("ben@contoso.com", "s", "t", "");
		this.api.awaitStatus(id, "completed");
		DocumentContext cancellation = this.api.cancel(id);
		assertThat(cancellation.<Boolean>read("$.certainlyNotAccepted")).isFalse();
		assertThat(cancellation.<String>read("$.status")).isEqualTo("completed");
	}

	@Test
	void refusalShowsTheServersWords() {
		String id = this.api.send("refused@contoso.com", "s", "t", "");
		assertThat(this.api.awaitStatus(id, "failed").<String>read("$.detail"))
			.isEqualTo("The server refused: 550 5.1.1 <refused@contoso.com>: no such mailbox here");
	}

	@Test
	void refusalOfOneRecipientTellsThatTheOtherGotTheMail() {
		String id = this.api.send("ben@contoso.com, refused@contoso.com", "partly", "t", "");
		DocumentContext send = this.api.awaitStatus(id, "failed");
		assertThat(send.<String>read("$.detail")).contains("accepted the message for 1 of 2 recipients");
		assertThat(send.<List<String>>read("$.recipients[*].outcome")).containsExactly("accepted", "rejected");
		assertThat(this.api.inboxSubjects()).contains("partly");
	}

	@Test
	void wrongFieldsAreNamedWithAdvice() {
		HttpResponse<String> response = this.api.json("POST", "api/sends",
				"{\"from\": \"Jane\", \"to\": \"x@y\\r\\nBcc: z@y\", \"subject\": \"a\\nb\", \"token\": \"a\\u0000\"}");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		Map<String, String> errors = JsonPath.read(response.body(), "$.errors");
		assertThat(errors).containsOnlyKeys("from", "to", "subject", "token");
		assertThat(errors.get("from")).startsWith("give one address");
		assertThat(response.body()).doesNotContain("Exception", "\\tat ");
	}

	@Test
	void bodyThatIsNoJsonIsRefusedWithAdvice() {
		HttpResponse<String> response = this.api.json("POST", "api/sends", "{\"from\"");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("Send a JSON object").doesNotContain("Exception");
	}

	@Test
	void formsOfOtherSitesAreRefused() {
		assertThat(this.api.call("POST", "api/sends", "from=a", "Content-Type", "application/x-www-form-urlencoded")
			.statusCode()).isEqualTo(415);
		HttpResponse<String> response = this.api.call("POST", "api/sends", "{}", "Content-Type", "application/json",
				"Origin", "http://elsewhere.example");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(this.api.call("DELETE", "api/sends/1", "", "Sec-Fetch-Site", "cross-site").statusCode())
			.isEqualTo(403);
	}

	@Test
	void unknownSendIsNotFound() {
		HttpResponse<String> response = this.api.call("GET", "api/sends/none", "");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).contains("GET /api/sends");
	}

	@Test
	void unknownPathIsNotFound() {
		HttpResponse<String> response = this.api.call("GET", "api/nothing", "");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
	}

	@Test
	void slowSwitchWantsAValue() {
		assertThat(this.api.json("PUT", "api/server/slow", "{}").statusCode()).isEqualTo(400);
	}

	@Test
	void pageAllowsNoForeignContent() {
		HttpResponse<String> page = this.api.call("GET", "", "");
		assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'self'");
		assertThat(page.body()).contains("Jane Ø Clayton &lt;jane@contoso.com&gt;", "test message1 " + ARROWS)
			.doesNotContain("http://", "https://");
	}

}
