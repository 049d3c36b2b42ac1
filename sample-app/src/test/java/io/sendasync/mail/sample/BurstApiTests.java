package io.sendasync.mail.sample;

import java.net.http.HttpResponse;
import java.time.Duration;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.sendasync.mail.SmtpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Bursts, and the figures of the engine.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class BurstApiTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	@Autowired
	private SmtpClient client;

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
		this.api.json("PUT", "api/engine/paused", "{\"paused\": false}");
		this.api.call("DELETE", "api/burst", "");
		awaitEnd();
	}

	@Test
	void thousandMessagesArriveAndNoneIsListed() {
		int listed = this.api.inboxSubjects().size();
		int sends = this.api.get("api/sends").read("$.length()");
		assertThat(start(1000).statusCode()).isEqualTo(202);
		DocumentContext burst = awaitEnd();
		assertThat(burst.<Integer>read("$.completed")).isEqualTo(1000);
		assertThat(burst.<Integer>read("$.arrived")).isEqualTo(1000);
		assertThat(burst.<Integer>read("$.perSecond")).isPositive();
		assertThat(this.api.inboxSubjects()).hasSize(listed);
		assertThat(this.api.get("api/sends").<Integer>read("$.length()")).isEqualTo(sends);
	}

	@Test
	void outcomesAreThoseOfTheWeather() {
		this.api.weather("drop-after-dot");
		start(20);
		DocumentContext burst = awaitEnd();
		assertThat(burst.<Integer>read("$.unknown")).isEqualTo(20);
		assertThat(burst.<Integer>read("$.arrived")).isEqualTo(20);
	}

	@Test
	void secondBurstHasToWaitAndCancelEndsTheFirst() {
		this.api.weather("slow");
		start(100);
		assertThat(start(1).statusCode()).isEqualTo(409);
		assertThat(this.api.call("DELETE", "api/burst", "").statusCode()).isEqualTo(200);
		DocumentContext burst = awaitEnd();
		assertThat(burst.<Integer>read("$.cancelled")).isGreaterThan(50);
		assertThat(burst.<Integer>read("$.completed") + burst.<Integer>read("$.cancelled")).isEqualTo(100);
	}

	@Test
	void cancellingEverythingEndsTheBurst() {
		this.api.weather("slow");
		start(100);
		this.client.sendAsyncCancel();
		assertThat(awaitEnd().<Integer>read("$.cancelled")).isGreaterThan(50);
	}

	@Test
	void wrongCountIsRefused() {
		for (String json : new String[] { "{}", "{\"count\": 0}", "{\"count\": 1001}" }) {
			assertThat(this.api.json("POST", "api/burst", json).statusCode()).isEqualTo(400);
		}
	}

	@Test
	void pausedEngineTakesNothingUntilItIsResumed() {
		HttpResponse<String> paused = this.api.json("PUT", "api/engine/paused", "{\"paused\": true}");
		assertThat(JsonPath.<Boolean>read(paused.body(), "$.paused")).isTrue();
		HttpResponse<String> refused = start(10);
		assertThat(refused.statusCode()).isEqualTo(503);
		assertThat(refused.body()).contains("paused");
		this.api.json("PUT", "api/engine/paused", "{\"paused\": false}");
		assertThat(start(10).statusCode()).isEqualTo(202);
		assertThat(awaitEnd().<Integer>read("$.completed")).isEqualTo(10);
	}

	@Test
	void engineShowsLanesTotalsAndTimes() {
		DocumentContext before = this.api.get("api/engine");
		assertThat(before.<Integer>read("$.lanes.max")).isEqualTo(4);
		this.api.awaitStatus(this.api.send("ben@contoso.com", "s", "t", ""), "completed");
		DocumentContext after = this.api.get("api/engine");
		assertThat(after.<Integer>read("$.statistics.accepted"))
			.isEqualTo(before.<Integer>read("$.statistics.accepted") + 1);
		assertThat(after.<Integer>read("$.lanes.busy") + after.<Integer>read("$.lanes.idle")).isPositive();
		for (String timer : new String[] { "sending", "waiting", "connecting" }) {
			assertThat(after.<Integer>read("$." + timer + ".count")).as(timer).isPositive();
		}
		this.api.call("DELETE", "api/engine/lanes", "");
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.api.get("api/engine").<Integer>read("$.lanes.idle")).isZero());
	}

	private HttpResponse<String> start(int count) {
		return this.api.json("POST", "api/burst", "{\"count\": " + count + "}");
	}

	private DocumentContext awaitEnd() {
		return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
			HttpResponse<String> response = this.api.call("GET", "api/burst", "");
			return JsonPath.parse((response.statusCode() == 204) ? "{\"running\": false}" : response.body());
		}, (burst) -> !burst.<Boolean>read("$.running"));
	}

}
