package io.sendasync.mail.sample;

import java.net.http.HttpResponse;
import java.util.Base64;
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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Everything that a message may have, as curl would send it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ComposeApiTests {

	private static final String TO_BEN = "\"from\": \"jane@contoso.com\", \"to\": \"ben@contoso.com\"";

	@LocalServerPort
	private int port;

	private Api api;

	@BeforeEach
	void connect() {
		this.api = new Api(this.port);
	}

	@AfterEach
	void quiet() {
		this.api.slow(false);
		this.api.call("DELETE", "api/sends", "");
		this.api.awaitNoPending();
	}

	@Test
	void htmlImageFilesCopiesAndPriorityArrive() {
		String image = Base64.getEncoder().encodeToString(ExampleMails.png());
		String id = accepted("""
				{%s, "cc": "lisa@contoso.com", "bcc": "secret@contoso.com", "subject": "everything", "text": "plain",
				 "html": "<p>Hello <img src='cid:image'></p>", "priority": "high",
				 "image": {"name": "chart.png", "content": "%s"},
				 "attachments": [{"name": "Größe.csv", "type": "text/csv", "content": "YSxiCjEsMgo="}]}
				""".formatted(TO_BEN, image));
		DocumentContext send = this.api.awaitStatus(id, "completed");
		assertThat(send.<List<String>>read("$.recipients[*].address")).containsExactly("ben@contoso.com",
				"lisa@contoso.com", "secret@contoso.com");
		DocumentContext mail = mail("everything");
		assertThat(mail.<String>read("$.priority")).isEqualTo("high");
		assertThat(mail.<List<String>>read("$.cc")).containsExactly("lisa@contoso.com");
		assertThat(mail.<List<String>>read("$.attachments[*].name")).containsExactly("Größe.csv");
		int number = mail.read("$.id");
		assertThat(this.api.call("GET", "api/inbox/" + number + "/html", "").body()).contains("data:image/png;base64,");
		assertThat(this.api.call("GET", "api/inbox/" + number + "/source", "").body()).doesNotContain("secret@");
	}

	@Test
	void imageThatTheHtmlDoesNotNameStandsAtItsEnd() {
		String image = Base64.getEncoder().encodeToString(ExampleMails.png());
		this.api.awaitStatus(accepted(
				"{%s, \"subject\": \"unnamed image\", \"html\": \"<p>x</p>\", \"image\": {\"content\": \"%s\"}}"
					.formatted(TO_BEN, image)),
				"completed");
		int number = mail("unnamed image").read("$.id");
		assertThat(this.api.call("GET", "api/inbox/" + number + "/html", "").body())
			.contains("<img src=\"data:image/png");
	}

	@Test
	void wrongPartsAreNamedWithAdvice() {
		assertThat(errors(
				"{%s, \"cc\": \"x\", \"bcc\": \"@\", \"priority\": \"urgent\", \"repeat\": \"many\", \"interval\": 61}"
					.formatted(TO_BEN)))
			.containsOnlyKeys("cc", "bcc", "priority", "repeat", "interval");
		assertThat(errors("{%s, \"image\": {\"content\": \"PHN2Zz4=\"}}".formatted(TO_BEN))).containsOnlyKeys("image",
				"html");
		String file = "{\"name\": \"a\", \"content\": \"YQ==\"}";
		assertThat(errors("{%s, \"attachments\": [%s]}".formatted(TO_BEN,
				String.join(",", List.of(file, file, file, file, file, file)))))
			.containsOnlyKeys("attachments");
	}

	@Test
	void filesOverTheLimitAreRefusedAtTheirField() {
		String large = Base64.getEncoder().encodeToString(new byte[5 * 1024 * 1024 + 1]);
		String files = "\"attachments\": [{\"name\": \"large.bin\", \"content\": \"%s\"}]".formatted(large);
		assertThat(errors("{%s, %s}".formatted(TO_BEN, files)).get("attachments")).contains("5 MB", "5.0 MB");
	}

	@Test
	void manySendsOfLargeFilesAreRefused() {
		String large = Base64.getEncoder().encodeToString(new byte[4 * 1024 * 1024]);
		assertThat(errors("{%s, \"repeat\": 9, \"attachments\": [{\"name\": \"large.bin\", \"content\": \"%s\"}]}"
			.formatted(TO_BEN, large))).containsOnlyKeys("repeat");
	}

	@Test
	void recipientsOfAllFieldsAreCountedTogether() {
		String eleven = String.join(",", java.util.Collections.nCopies(11, "ben@contoso.com"));
		assertThat(
				errors("{\"from\": \"jane@contoso.com\", \"to\": \"%s\", \"bcc\": \"%s\"}".formatted(eleven, eleven)))
			.containsOnlyKeys("bcc");
		this.api.awaitStatus(accepted("{\"from\": \"jane@contoso.com\", \"bcc\": \"ben@contoso.com\"}"), "completed");
	}

	@Test
	void repeatedMessageIsSentThatOftenWithNumberedTokens() {
		accepted("{%s, \"token\": \"many\", \"repeat\": 12}".formatted(TO_BEN));
		await().until(() -> this.api.get("api/sends")
			.<List<String>>read("$[?(@.token =~ /many #.*/ && @.status == 'completed')].token")
			.size() == 12);
		assertThat(this.api.get("api/sends").<List<String>>read("$[*].token")).contains("many #1", "many #12");
		assertThat(this.api.get("api/sends/schedules").<List<Boolean>>read("$[?(@.token == 'many')].ended"))
			.containsExactly(true);
	}

	@Test
	void scheduleWaitsBetweenItsSendsAndCanBeStopped() {
		accepted("{%s, \"token\": \"hourly\", \"repeat\": 3, \"interval\": 60}".formatted(TO_BEN));
		DocumentContext schedules = this.api.get("api/sends/schedules");
		Map<String, Object> schedule = schedules.<List<Map<String, Object>>>read("$[?(@.token == 'hourly')]").get(0);
		assertThat(schedule).containsEntry("sent", 1).containsEntry("total", 3).containsEntry("ended", false);
		HttpResponse<String> stopped = this.api.call("DELETE", "api/sends/schedules/" + schedule.get("id"), "");
		assertThat(JsonPath.<Boolean>read(stopped.body(), "$.ended")).isTrue();
	}

	@Test
	void cancelAllStopsSendsAndSchedules() {
		this.api.slow(true);
		String id = accepted("{%s, \"token\": \"all\", \"repeat\": 2, \"interval\": 60}".formatted(TO_BEN));
		this.api.awaitStatus(id, "sending");
		HttpResponse<String> answer = this.api.call("DELETE", "api/sends", "");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(JsonPath.<Integer>read(answer.body(), "$.pending")).isEqualTo(1);
		assertThat(JsonPath.<Integer>read(answer.body(), "$.schedules")).isEqualTo(1);
		this.api.awaitStatus(id, "cancelled");
		assertThat(this.api.get("api/sends/schedules").<List<Boolean>>read("$[?(@.token == 'all')].ended"))
			.containsExactly(true);
	}

	@Test
	void roundTripsAndTimesAreTold() {
		DocumentContext send = this.api.awaitStatus(accepted("{%s}".formatted(TO_BEN)), "completed");
		assertThat(send.<Integer>read("$.roundTrips.total")).isPositive();
		assertThat(send.<Integer>read("$.millis")).isGreaterThanOrEqualTo(send.<Integer>read("$.queuedMillis"));
		assertThat(send.<String>read("$.summary")).startsWith("to ben@contoso.com").contains("round trip");
	}

	@Test
	void formWithFilesIsTakenFromClientsThatAreNoBrowsers() {
		String body = part("from", "jane@contoso.com") + part("to", "ben@contoso.com") + part("subject", "as a form")
				+ "--x\r\nContent-Disposition: form-data; name=\"attachments\"; filename=\"a.txt\"\r\n"
				+ "Content-Type: text/plain\r\n\r\nabc\r\n--x--\r\n";
		HttpResponse<String> response = this.api.call("POST", "api/sends", body, "Content-Type",
				"multipart/form-data; boundary=x", "X-Requested-With", "curl");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
		this.api.awaitStatus(JsonPath.read(response.body(), "$.id"), "completed");
		assertThat(mail("as a form").<List<Integer>>read("$.attachments[*].size")).containsExactly(3);
	}

	private static String part(String name, String value) {
		return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
	}

	private String accepted(String json) {
		HttpResponse<String> response = this.api.json("POST", "api/sends", json);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
		return JsonPath.read(response.body(), "$.id");
	}

	private Map<String, String> errors(String json) {
		HttpResponse<String> response = this.api.json("POST", "api/sends", json);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
		return JsonPath.read(response.body(), "$.errors");
	}

	private DocumentContext mail(String subject) {
		List<Integer> ids = await().until(
				() -> this.api.get("api/inbox").read("$.mails[?(@.subject == '" + subject + "')].id"),
				(found) -> !found.isEmpty());
		return this.api.get("api/inbox/" + ids.get(0));
	}

}
