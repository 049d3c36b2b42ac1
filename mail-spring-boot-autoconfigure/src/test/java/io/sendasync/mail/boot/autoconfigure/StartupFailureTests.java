package io.sendasync.mail.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What an application that is configured wrongly says instead of starting.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			mail.smtp.port                      | 70000            | 1 to 65535
			mail.smtp.port                      | 0                | 1 to 65535
			mail.smtp.port                      | smtp             | mail.smtp.port
			mail.smtp.tls.mode                  | ssl              | STARTTLS
			mail.smtp.tls                       | true             | mail.smtp.tls
			mail.smtp.tls.bundle                | nowhere          | spring.ssl.bundle
			mail.smtp.helo-name                 | not a domain     | app.example.org
			mail.smtp.from                      | no address       | mail.smtp.from
			mail.smtp.timeout                   | 0                | more than zero
			mail.smtp.timeout                   | -1s              | negative
			mail.smtp.connection.max            | 0                | at least 1
			mail.smtp.queue.capacity            | -5               | at least 1
			mail.smtp.shutdown.drain-timeout    | -1s              | negative
			mail.smtp.recipient-policy          | sometimes        | ALL_OR_NOTHING
			""")
	void nameTheProperty(String property, String value, String explanation, CapturedOutput output) {
		fail(output, "--" + property + "=" + value);
		assertThat(output).contains(property).contains(value).contains(explanation);
	}

	@Test
	void hostWithLineBreakIsExplainedWithoutTheValue(CapturedOutput output) {
		fail(output, "--mail.smtp.host=smtp.example.org\nRCPT TO:<x>");
		assertThat(output).contains("mail.smtp.host").contains("U+000A").doesNotContain("RCPT TO");
	}

	@Test
	void hostThatIsAnAddressWithPasswordIsNotShown(CapturedOutput output) {
		fail(output, "--mail.smtp.host=smtp://ann:top-secret@smtp.example.org");
		assertThat(output).contains("mail.smtp.host").doesNotContain("top-secret");
	}

	@Test
	void usernameWithoutPasswordIsExplained(CapturedOutput output) {
		fail(output, "--mail.smtp.credentials.username=ann", "--mail.smtp.credentials.password=");
		assertThat(output).contains("no password").contains("mail.smtp.credentials.password");
	}

	@Test
	void passwordWithoutUsernameIsExplainedWithoutTheValue(CapturedOutput output) {
		fail(output, "--mail.smtp.credentials.password=top-secret");
		assertThat(output).contains("no user name")
			.contains("mail.smtp.credentials.username")
			.doesNotContain("top-secret");
	}

	@Test
	void passwordThatTheClientRefusesIsNotShown(CapturedOutput output) {
		fail(output, "--mail.smtp.credentials.username=ann", "--mail.smtp.credentials.password=top\0secret");
		assertThat(output).contains("NUL").contains("mail.smtp.credentials.password").doesNotContain("top\0secret");
	}

	private static void fail(CapturedOutput output, String... args) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		List<String> all = new ArrayList<>(List.of(args));
		all.add("--spring.main.banner-mode=off");
		assertThatException().isThrownBy(() -> application.run(all.toArray(String[]::new)));
		assertThat(output).contains("APPLICATION FAILED TO START").contains("Description:").contains("Action:");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SmtpClientAutoConfiguration.class, SslAutoConfiguration.class })
	static class Application {

	}

}
