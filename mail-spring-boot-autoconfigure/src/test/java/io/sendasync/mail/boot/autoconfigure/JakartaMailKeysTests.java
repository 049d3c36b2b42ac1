package io.sendasync.mail.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.sendasync.mail.SmtpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JakartaMailKeys}, with all keys that Angus Mail 2.0 documents.
 */
@ExtendWith(OutputCaptureExtension.class)
class JakartaMailKeysTests {

	/** Those that mean something here under the same name. */
	private static final List<String> SAME_NAME = List.of("from", "host", "port", "timeout");

	private static final List<String> DOCUMENTED = List.of(
	// @formatter:off
			"user=ann", "host=smtp.example.org", "port=587", "connectiontimeout=5000", "timeout=5000",
			"writetimeout=5000", "executor.writetimeout=x", "from=ann@example.org", "localhost=app.example.org",
			"localaddress=192.0.2.1", "localport=4711", "ehlo=true", "auth=true", "auth.mechanisms=LOGIN PLAIN",
			"auth.login.disable=true", "auth.plain.disable=false", "auth.digest-md5.disable=true",
			"auth.ntlm.disable=true", "auth.ntlm.domain=X", "auth.ntlm.flags=0", "auth.xoauth2.disable=true",
			"submitter=ann", "dsn.notify=SUCCESS,FAILURE", "dsn.ret=HDRS", "allow8bitmime=true", "sendpartial=true",
			"sasl.enable=false", "sasl.mechanisms=PLAIN", "sasl.authorizationid=ann", "sasl.realm=x",
			"sasl.usecanonicalhostname=false", "quitwait=false", "quitonsessionreject=false", "reportsuccess=false",
			"socketFactory=x", "socketFactory.class=javax.net.ssl.SSLSocketFactory", "socketFactory.fallback=false",
			"socketFactory.port=465", "ssl.enable=true", "ssl.checkserveridentity=true", "ssl.hostnameverifier=x",
			"ssl.hostnameverifier.class=legacy", "ssl.trust=*", "ssl.socketFactory=x",
			"ssl.socketFactory.class=x", "ssl.socketFactory.port=465", "ssl.protocols=TLSv1.2",
			"ssl.ciphersuites=x", "starttls.enable=true", "starttls.required=true", "proxy.host=proxy.example.org",
			"proxy.port=80", "proxy.user=ann", "proxy.password=proxy-secret", "socks.host=x", "socks.port=1080",
			"mailextension=x", "userset=true", "noop.strict=true", "chunksize=1024");
	// @formatter:on

	/** Not documented, but often written. */
	private static final List<String> OFTEN_WRITTEN = List.of("username=ann", "password=top-secret");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SmtpClientAutoConfiguration.class));

	@Test
	void allTogetherDoNotKeepTheApplicationFromStarting(CapturedOutput output) {
		this.runner
			.withPropertyValues(Stream.concat(DOCUMENTED.stream(), OFTEN_WRITTEN.stream())
				.map((entry) -> "mail.smtp." + entry)
				.toArray(String[]::new))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(SmtpClient.class)).hasToString("SmtpClient[smtp.example.org:587]");
				assertThat(output.getOut().split("Properties of Jakarta Mail have no effect", -1)).hasSize(2);
				assertThat(output).doesNotContain("top-secret").doesNotContain("proxy-secret");
			});
	}

	@ParameterizedTest
	@MethodSource("entries")
	void eachWorksOrIsWarnedOf(String entry, CapturedOutput output) {
		String key = entry.substring(0, entry.indexOf('='));
		this.runner.withPropertyValues("mail.smtp." + entry).run((context) -> {
			assertThat(context).hasNotFailed();
			if (SAME_NAME.contains(key)) {
				assertThat(output).doesNotContain("Jakarta Mail");
			}
			else {
				assertThat(output).containsOnlyOnce("no effect")
					.contains("mail.smtp." + key.replace("socketFactory", "socket-factory") + ": ");
			}
		});
	}

	static Stream<String> entries() {
		return Stream.concat(DOCUMENTED.stream(), OFTEN_WRITTEN.stream());
	}

	@ParameterizedTest
	@MethodSource("replacements")
	void rightKeyIsNamed(String key, String replacement, CapturedOutput output) {
		this.runner.withPropertyValues("mail.smtp." + key + "=x")
			.run((context) -> assertThat(output).contains("mail.smtp." + key + ": ")
				.contains("mail.smtp." + replacement));
	}

	static Stream<Arguments> replacements() {
		Map<String, String> expected = new LinkedHashMap<>();
		expected.put("starttls.enable", "tls.mode (starttls, or auto");
		expected.put("starttls.required", "tls.mode (starttls)");
		expected.put("ssl.enable", "tls.mode (implicit)");
		expected.put("ssl.trust", "tls.bundle");
		expected.put("auth", "credentials.username");
		expected.put("user", "credentials.username");
		expected.put("username", "credentials.username");
		expected.put("password", "credentials.password");
		expected.put("connectiontimeout", "connection.connect-timeout");
		expected.put("localhost", "helo-name");
		expected.put("sendpartial", "recipient-policy");
		expected.put("auth.plain.disable", "credentials.mechanisms");
		expected.put("ssl.protocols", "tls.bundle (the name of an SSL bundle with the option enabled-protocols)");
		expected.put("ssl.ciphersuites", "tls.bundle (the name of an SSL bundle with the option ciphers)");
		expected.put("writetimeout", "timeouts.write");
		expected.put("chunksize", "chunking (true");
		return expected.entrySet().stream().map((entry) -> Arguments.of(entry.getKey(), entry.getValue()));
	}

	@Test
	void environmentVariablesAreFoundAsWell(CapturedOutput output) {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("MAIL_SMTP_STARTTLS_REQUIRED", "true"))))
			.run((context) -> assertThat(output).contains("mail.smtp.starttls.required: use mail.smtp.tls.mode"));
	}

	@Test
	void emptyValuesAreNotWarnedOf(CapturedOutput output) {
		this.runner.withPropertyValues("mail.smtp.user=", "mail.smtp.ssl.trust=")
			.run((context) -> assertThat(output).doesNotContain("Jakarta Mail"));
	}

	@Test
	void placeholderThatCannotBeResolvedDoesNotMatter(CapturedOutput output) {
		this.runner.withPropertyValues("mail.smtp.user=${nowhere}").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).contains("mail.smtp.user: use mail.smtp.credentials.username");
		});
	}

	@Test
	void withAClientOfTheApplicationNothingIsSaid(CapturedOutput output) {
		this.runner.withBean(SmtpClient.class, () -> SmtpClient.builder().build())
			.withPropertyValues("mail.smtp.user=ann")
			.run((context) -> assertThat(output).doesNotContain("Jakarta Mail"));
	}

}
