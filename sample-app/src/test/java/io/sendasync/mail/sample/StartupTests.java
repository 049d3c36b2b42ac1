package io.sendasync.mail.sample;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.sample.server.EmbeddedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Start and stop of the application as a whole.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupTests {

	@Test
	void addressOfThePageIsPrinted(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start()) {
			String port = context.getEnvironment().getProperty("local.server.port");
			assertThat(output).contains("Open http://localhost:" + port + "/");
		}
	}

	@Test
	void emptyHostMeansTheEmbeddedServer() {
		try (ConfigurableApplicationContext context = start("--mail.smtp.host=")) {
			assertThat(context.getBeansOfType(EmbeddedServer.class)).hasSize(1);
		}
	}

	@Test
	void clientThatIsClosedIsSaidInTheAnswer() {
		try (ConfigurableApplicationContext context = start()) {
			context.getBean(SmtpClient.class).close();
			HttpResponse<String> response = new Api(port(context)).json("POST", "api/sends",
					"{\"from\": \"jane@contoso.com\", \"to\": \"ben@contoso.com\"}");
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(response.body()).contains("closed").doesNotContain("Exception");
		}
	}

	@Test
	@Timeout(20)
	void openEventStreamDoesNotDelayTheStop() throws IOException {
		ConfigurableApplicationContext context = start();
		int smtpPort = context.getBean(EmbeddedServer.class).port();
		try (EventLog events = new Api(port(context)).events()) {
			events.awaitLine("event:start");
			long before = System.nanoTime();
			context.close();
			assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
		}
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), smtpPort).close());
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		application.setRegisterShutdownHook(false);
		String[] all = Arrays.copyOf(arguments, arguments.length + 1);
		all[arguments.length] = "--server.port=0";
		return application.run(all);
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

}
