package io.sendasync.mail.testserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Logins, and that their secrets stay secret.
 */
class AuthTest {

	private static final String RIGHT = base64("\0user\0pass-word");

	private static final String WRONG = base64("\0user\0wrong-word");

	@Test
	void loginIsOfferedInsideTlsOnlyAndDemanded() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).auth("user", "pass-word").start();
				TestClient client = TestClient.silent(server)) {
			client.reply();
			assertThat(client.command("EHLO client.test")).doesNotContain("AUTH");
			assertThat(client.command("AUTH PLAIN " + RIGHT)).startsWith("538 5.7.11");
			client.command("STARTTLS");
			client.tls(server.certificates().clientSslContext());
			assertThat(client.command("EHLO client.test")).contains("250 AUTH PLAIN LOGIN");
			assertThat(client.command("MAIL FROM:<a@x.test>")).startsWith("530 5.7.0");
			assertThat(client.command("AUTH PLAIN " + RIGHT)).startsWith("235");
			assertThat(client.command("AUTH PLAIN " + RIGHT)).startsWith("503");
			assertThat(client.sendMessage("a@x.test", "b@x.test", "Hi")).startsWith("250");
			assertThat(server.takeMessage().session().authenticatedUser()).isEqualTo("user");
			assertThat(server.violations()).extracting(Violation::rule).containsExactly(LintRule.CLEAR_TEXT_AUTH);
		}
	}

	@Test
	void plainWorksWithAndWithoutInitialResponse() throws Exception {
		try (SmtpTestServer server = clearText().start()) {
			try (TestClient client = TestClient.greeted(server)) {
				assertThat(client.command("AUTH PLAIN")).isEqualTo("334");
				assertThat(client.command(RIGHT)).startsWith("235 2.7.0");
			}
			try (TestClient client = TestClient.greeted(server)) {
				assertThat(client.command("auth plain " + WRONG)).startsWith("535 5.7.8");
				assertThat(client.command("AUTH PLAIN =")).startsWith("535 5.7.8");
				assertThat(client.command("AUTH PLAIN !")).startsWith("501 5.5.2");
				client.command("AUTH PLAIN");
				assertThat(client.command("*")).startsWith("501 5.7.0");
				assertThat(client.command("AUTH XFOO")).startsWith("504 5.5.4");
				assertThat(client.command("AUTH PLAIN " + RIGHT)).startsWith("235");
			}
			server.assertNoViolations();
		}
	}

	@Test
	void accessTokensAreTakenAndRefusedByAChallenge() throws Exception {
		try (SmtpTestServer server = clearText().authMechanisms("OAUTHBEARER", "XOAUTH2").start()) {
			Map<String, String> forms = Map.of("OAUTHBEARER", "n,a=user,\1host=mx.test\1port=587\1auth=Bearer %s\1\1",
					"XOAUTH2", "user=user\1auth=Bearer %s\1\1");
			for (String mechanism : forms.keySet()) {
				String form = forms.get(mechanism);
				try (TestClient client = TestClient.greeted(server)) {
					assertThat(client.command("AUTH " + mechanism + " " + base64(form.formatted("wrong-word"))))
						.isEqualTo("334 " + base64("{\"status\":\"invalid_token\"}"));
					assertThat(client.command("AQ==")).startsWith("535 5.7.8");
					assertThat(client.command("AUTH " + mechanism + " " + base64(form.formatted("pass-word"))))
						.startsWith("235");
				}
			}
			server.assertNoViolations();
		}
	}

	@Test
	void loginMechanismAsksTwice() throws Exception {
		try (SmtpTestServer server = clearText().authMechanisms("login").start();
				TestClient client = TestClient.greeted(server)) {
			assertThat(client.command("AUTH PLAIN " + RIGHT)).startsWith("504");
			assertThat(client.command("AUTH LOGIN")).isEqualTo("334 " + base64("Username:"));
			assertThat(client.command(base64("user"))).isEqualTo("334 " + base64("Password:"));
			assertThat(client.command(base64("wrong-word"))).startsWith("535");
			assertThat(client.command("AUTH LOGIN " + base64("user"))).isEqualTo("334 " + base64("Password:"));
			assertThat(client.command(base64("pass-word"))).startsWith("235");
		}
	}

	@Test
	void loginCanBeOptional() throws Exception {
		try (SmtpTestServer server = clearText().optionalAuth().start();
				TestClient client = TestClient.greeted(server)) {
			assertThat(client.sendMessage("a@x.test", "b@x.test", "Hi")).startsWith("250");
		}
	}

	@Test
	void faultsStrikeCommandAndResponse() throws Exception {
		try (SmtpTestServer server = clearText().start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.AUTH, Fault.reply("454 4.7.0 later"));
			server.fault(At.AUTH_RESPONSE, Fault.reply("334 eyJzdGF0dXMiOiI0MDEifQ=="));
			assertThat(client.command("AUTH PLAIN " + RIGHT)).isEqualTo("454 4.7.0 later");
			client.command("AUTH PLAIN");
			assertThat(client.command(WRONG)).startsWith("334 eyJ");
			assertThat(client.command("*")).startsWith("501");
			server.fault(At.AUTH, Fault.reply("235 come in"));
			assertThat(client.command("AUTH PLAIN " + WRONG)).isEqualTo("235 come in");
			assertThat(client.sendMessage("a@x.test", "b@x.test", "Hi")).startsWith("250");
		}
	}

	@Test
	void secretsAppearNowhere() throws Exception {
		try (SmtpTestServer server = clearText().start(); TestClient client = TestClient.greeted(server)) {
			client.command("AUTH PLAIN " + WRONG);
			client.command(WRONG);
			client.send("NOOP", WRONG);
			client.replies(2);
			client.command("AUTH LOGIN");
			client.command(base64("user"));
			client.command(base64("pass-word"));
			String seen = server.sessions() + " " + server.violations() + " " + server;
			assertThat(seen).contains("C: AUTH PLAIN ****", "C: ****")
				.doesNotContain(WRONG, "pass-word", base64("pass-word"));
		}
	}

	private static SmtpTestServerBuilder clearText() throws IOException {
		return SmtpTestServer.builder().auth("user", "pass-word").allowClearTextAuth();
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
