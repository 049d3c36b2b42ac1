package io.sendasync.mail.sample;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that asks too often. One token a second is refilled: ten requests do not take
 * that long.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.rate-limit.requests=3", "sample.rate-limit.per-second=1" })
class RateLimitTests {

	@LocalServerPort
	private int port;

	@Test
	void tooManyRequestsAreRefusedWithTheTimeToWaitAndPagesAreNot() {
		Api api = new Api(this.port);
		HttpResponse<String> response = api.call("GET", "api/server", "");
		assertThat(response.statusCode()).isEqualTo(200);
		for (int i = 0; i < 100 && response.statusCode() == 200; i++) {
			response = api.call("GET", "api/server", "");
		}
		assertThat(response.statusCode()).isEqualTo(429);
		assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.body()).contains("sample.rate-limit");
		assertThat(api.call("GET", "", "").statusCode()).isEqualTo(200);
	}

}
