package io.sendasync.mail.boot.autoconfigure;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SmtpCredentialsProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.SyncTaskExecutor;

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
			mail.smtp.queue.rate-limit          | 0                | at least 1
			mail.smtp.queue.rate-period         | 1h               | mail.smtp.queue.rate-limit
			mail.smtp.shutdown.drain-timeout    | -1s              | negative
			mail.smtp.recipient-policy          | sometimes        | ALL_OR_NOTHING
			mail.smtp.delivery.pickup-directory | relative         | absolute
			mail.smtp.timeouts.end-of-data      | 0s               | more than zero
			mail.smtp.deadline                  | 0s               | more than zero
			mail.smtp.credentials.mechanisms    | LOGIN PLAIN      | LOGIN PLAIN
			mail.smtp.credentials.provider      | tokens           | SmtpCredentialsProvider
			mail.smtp.callback-executor         | pool             | executor bean
			mail.smtp.retry.max-attempts        | 0                | at least 1
			mail.smtp.retry.initial-delay       | 5s               | mail.smtp.retry.max-attempts
			mail.smtp.clients.news.port         | 70000            | 1 to 65535
			mail.smtp.clients.news.tls.bundle   | nowhere          | spring.ssl.bundle
			mail.smtp.clients.news.tls.mode     | ssl              | STARTTLS
			mail.smtp.clients[a.b].port         | 0                | 1 to 65535
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

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			initial-delay | 0s | more than zero
			multiplier    | 11 | 1 to 10
			multiplier    | .5 | 1 to 10
			max-delay     | 5s | initial delay
			max-delay     | 2d | a day
			""")
	void nameThePropertyOfTheRetryPolicy(String property, String value, String explanation, CapturedOutput output) {
		fail(output, "--mail.smtp.retry.max-attempts=3", "--mail.smtp.retry." + property + "=" + value);
		assertThat(output).contains("mail.smtp.retry." + property).contains(explanation);
	}

	@Test
	void pickupWithoutDirectoryIsExplained(CapturedOutput output) {
		fail(output, "--mail.smtp.delivery.method=pickup-directory");
		assertThat(output).contains("mail.smtp.delivery.pickup-directory");
	}

	@Test
	void namedClientWithoutHostIsExplained(CapturedOutput output) {
		fail(output, "--mail.smtp.clients.news.letter.host=smtp.example.org");
		assertThat(output).contains("SMTP client 'news' has no host")
			.contains("mail.smtp.clients.news.host")
			.contains("mail.smtp.clients[first.second].host");
	}

	@Test
	void clientWithTheNameOfAnotherBeanIsExplained(CapturedOutput output) {
		fail(output, "--mail.smtp.clients.smtpClientFactory.host=smtp.example.org");
		assertThat(output).contains("smtpClientFactory")
			.contains("mail.smtp.clients.smtpClientFactory.")
			.contains("SmtpClientAutoConfiguration")
			.contains("another name for the client");
	}

	@Test
	void namedClientThatLacksAPasswordIsExplainedWithItsOwnKeys(CapturedOutput output) {
		fail(output, "--mail.smtp.clients.news.host=smtp.example.org",
				"--mail.smtp.clients.news.credentials.username=ann");
		assertThat(output).contains("no password").contains("mail.smtp.clients.news.credentials.password");
	}

	@Test
	void severalCredentialsProvidersAreExplained(CapturedOutput output) {
		fail(output, TwoProviders.class);
		assertThat(output).contains("[first, second]").contains("mail.smtp.credentials.provider").contains("@Primary");
	}

	@Test
	void callbackExecutorOnTheCallingThreadIsExplained(CapturedOutput output) {
		fail(output, CallerRuns.class, "--mail.smtp.callback-executor=callerRuns");
		assertThat(output).contains("mail.smtp.callback-executor").contains("calling thread");
	}

	@ParameterizedTest
	@ValueSource(classes = { MistypedQualifier.class, MistypedOwnQualifier.class })
	void qualifierThatNamesNoClientIsExplainedWithThoseThatAreThere(Class<?> source, CapturedOutput output) {
		fail(output, source, "--mail.smtp.clients.news.host=smtp.example.org",
				"--mail.smtp.clients.billing.host=smtp.example.org");
		assertThat(output).contains("Parameter 0 of method sender")
			.contains("SmtpClient with the qualifier 'nwes'")
			.contains("There are these clients: 'billing', 'news', 'smtpClient'.")
			.contains("mail.smtp.clients.nwes.host");
	}

	@Test
	void qualifierWhereNoClientIsAtAllIsExplained(CapturedOutput output) {
		fail(output, WithoutClients.class);
		assertThat(output).contains("with the qualifier 'nwes'").contains("There is no client at all.");
	}

	@ParameterizedTest
	@ValueSource(classes = { UnqualifiedClient.class, QualifiedExecutor.class })
	void otherMissingBeansAreLeftToBoot(Class<?> source, CapturedOutput output) {
		fail(output, source);
		assertThat(output).contains("that could not be found").doesNotContain("with the qualifier");
	}

	private static void fail(CapturedOutput output, String... args) {
		fail(output, Application.class, args);
	}

	private static void fail(CapturedOutput output, Class<?> source, String... args) {
		SpringApplication application = new SpringApplication(source);
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

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class TwoProviders {

		@Bean
		SmtpCredentialsProvider first() {
			return (host, port) -> null;
		}

		@Bean
		SmtpCredentialsProvider second() {
			return (host, port) -> null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class CallerRuns {

		@Bean
		Executor callerRuns() {
			return new SyncTaskExecutor();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class MistypedQualifier {

		/**
		 * Created first, so that the failure is not that of the outermost injection
		 * point.
		 */
		@Bean
		Object user(@Qualifier("sender") Object sender) {
			return sender.toString();
		}

		@Bean
		Object sender(@Qualifier("nwes") SmtpClient client) {
			return client.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class MistypedOwnQualifier {

		@Bean
		Object sender(@News SmtpClient client) {
			return client.toString();
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Qualifier("nwes")
	@interface News {

	}

	@Configuration(proxyBeanMethods = false)
	static class WithoutClients {

		@Bean
		Object sender(@Qualifier("nwes") SmtpClient client) {
			return client.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnqualifiedClient {

		@Bean
		Object sender(SmtpClient client) {
			return client.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class QualifiedExecutor {

		@Bean
		Object sender(@Qualifier("news") Executor executor) {
			return executor.toString();
		}

	}

}
