package io.sendasync.mail.sample;

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What pages of other sites may do in a visitor's name: nothing.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ForeignPagesTests {

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final String FIELDS = "from=jane@contoso.com&to=ben@contoso.com&subject=forged";

	@LocalServerPort
	private int port;

	private Api api;

	@BeforeEach
	void connect() {
		this.api = new Api(this.port);
	}

	@ParameterizedTest
	@CsvSource({ "Origin, http://elsewhere.example", "Origin, null", "Origin, http://localhost:1",
			"Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site" })
	void changeThatComesFromElsewhereIsRefused(String header, String value) {
		assertThat(status("POST", "api/sends", "{}", "Content-Type", "application/json", header, value)).isEqualTo(403);
		assertThat(status("DELETE", "api/sends", "", header, value)).isEqualTo(403);
		assertThat(
				status("PUT", "api/server/slow", "{\"slow\": true}", "Content-Type", "application/json", header, value))
			.isEqualTo(403);
		assertThat(status("POST", "sends/cancel", "", "Content-Type", FORM, "X-Requested-With", "x", header, value))
			.isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "compose", "compose/preview", "sends/cancel", "sends/1/cancel", "api/sends" })
	void formWithoutTokenIsRefused(String path) {
		HttpResponse<String> response = this.api.call("POST", path, "--x--\r\n", "Content-Type",
				"multipart/form-data; boundary=x");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.body()).contains("form's token", "X-Requested-With");
	}

	@ParameterizedTest
	@CsvSource({ "csrf=a, ", "csrf=a, b", "csrf=, ''", "other=a, a", "'', a" })
	void tokenThatDoesNotMatchTheCookieIsRefused(String cookie, String token) {
		String body = FIELDS + ((token != null) ? "&_csrf=" + token : "");
		assertThat(status("POST", "compose", body, "Content-Type", FORM, "Cookie", cookie)).isEqualTo(403);
		assertThat(this.api.inboxSubjects()).doesNotContain("forged");
	}

	@Test
	void formOfOurPageIsTaken() {
		HttpResponse<String> page = this.api.call("GET", "", "", "Accept", "text/html");
		String cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
		assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
		String pair = cookie.substring(0, cookie.indexOf(';'));
		String token = pair.substring("csrf=".length());
		assertThat(page.body()).contains("name=\"_csrf\" value=\"" + token + "\"");
		assertThat(status("POST", "compose", FIELDS.replace("forged", "ours") + "&_csrf=" + token, "Content-Type", FORM,
				"Cookie", pair, "Origin", "http://localhost:" + this.port))
			.isEqualTo(302);
	}

	@Test
	void tokenIsNeitherKnownBeforeNorRepeated() {
		List<String> cookies = List.of(cookie(), cookie());
		assertThat(cookies).doesNotHaveDuplicates().allMatch((cookie) -> cookie.length() > "csrf=".length() + 20);
	}

	private String cookie() {
		return this.api.call("GET", "", "", "Accept", "text/html").headers().firstValue("Set-Cookie").orElseThrow();
	}

	@Test
	void clientThatIsNoBrowserNeedsNoHeader() {
		assertThat(this.api.send("ben@contoso.com", "from curl", "t", "")).isNotEmpty();
	}

	private int status(String method, String path, String body, String... headers) {
		return this.api.call(method, path, body, headers).statusCode();
	}

}
