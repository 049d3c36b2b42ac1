package io.sendasync.mail.sample;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.sendasync.mail.sample.server.Weather;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each weather of the embedded server, with a real send through it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class WeatherApiTests {

	@LocalServerPort
	private int port;

	private Api api;

	@BeforeEach
	void connect() {
		this.api = new Api(this.port);
	}

	@AfterEach
	void calm() {
		this.api.weather("calm");
		this.api.awaitStatus(this.api.send("ben@contoso.com", "after the storm", "t", ""), "completed");
	}

	@ParameterizedTest
	@EnumSource
	void sendEndsAsThePanelPromises(Weather weather) {
		String name = weather.publicName();
		DocumentContext view = this.api.weather(name);
		String promise = view.read("$.promise");
		String outcome = weather.outcome().name().toLowerCase(Locale.ROOT);
		assertThat(promise).startsWithIgnoringCase(outcome + ": ");
		HttpResponse<String> trial = this.api.json("POST", "api/server/weather/trials", "{}");
		assertThat(trial.statusCode()).as(trial.body()).isEqualTo(202);
		DocumentContext send = this.api.awaitStatus(JsonPath.read(trial.body(), "$.id"), outcome);
		assertThat(send.<String>read("$.token")).isEqualTo("weather " + name);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			rcpt-4xx           | 450 4.2.1
			rcpt-5xx           | 550 5.1.1
			data-4xx           | 452 4.3.1
			drop-after-dot     | may have accepted the message or not
			refuse-connections | Not sent
			tls-wrong-host     | mail.example.org
			tls-untrusted      | Not sent
			refuse-login       | 535 5.7.8
			""")
	void failureSaysWhatWentWrong(String name, String words) {
		this.api.awaitStatus(this.api.send("ben@contoso.com", "on a connection that is kept", "t", ""), "completed");
		this.api.weather(name);
		String id = this.api.send("ben@contoso.com", "through " + name, "t", "");
		DocumentContext send = this.api.awaitEnd(id);
		assertThat(send.<String>read("$.detail")).contains(words);
		assertThat(this.api.inboxSubjects().contains("through " + name)).isEqualTo("drop-after-dot".equals(name));
	}

	@Test
	void smallMessageThatWasOutWholeWhenTheConnectionBrokeIsUnknown() {
		this.api.weather("drop-in-content");
		this.api.awaitStatus(this.api.send("ben@contoso.com", "small", "t", ""), "unknown");
		assertThat(this.api.inboxSubjects()).doesNotContain("small");
	}

	@Test
	void unknownNameIsRefusedWithTheNamesThatThereAre() {
		this.api.weather("slow");
		for (String json : List.of("{\"weather\": \"hail\"}", "{}")) {
			HttpResponse<String> response = this.api.json("PUT", "api/server/weather", json);
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
			assertThat(JsonPath.<List<String>>read(response.body(), "$.names")).contains("calm", "drop-after-dot");
		}
		assertThat(this.api.get("api/server/weather").<String>read("$.weather")).isEqualTo("slow");
	}

	@Test
	void slowSwitchIsTheWeatherSlowAndLeavesTheOthersAlone() {
		this.api.slow(true);
		assertThat(this.api.get("api/server/weather").<String>read("$.weather")).isEqualTo("slow");
		this.api.slow(false);
		assertThat(this.api.get("api/server/weather").<String>read("$.weather")).isEqualTo("calm");
		this.api.weather("rcpt-5xx");
		this.api.slow(false);
		assertThat(this.api.get("api/server").<String>read("$.weather")).isEqualTo("rcpt-5xx");
	}

	@Test
	void changeIsToldToEveryPage() {
		try (EventLog events = this.api.events()) {
			events.awaitLine("data:", "\"weather\":\"calm\"");
			this.api.weather("rcpt-4xx");
			events.awaitLine("data:", "\"weather\":\"rcpt-4xx\"");
		}
	}

}
