package io.sendasync.mail.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The profile {@code console} as somebody starts it: in a process of its own.
 */
class ConsoleProcessTests {

	private static final Duration LIMIT = Duration.ofMinutes(3);

	@TempDir
	private Path directory;

	private Process process;

	@AfterEach
	void destroy() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	@Test
	void sendsThroughTheServerInsideAndExits() throws Exception {
		start();
		awaitOutput("Message sent.");
		type("");
		assertThat(exitCode()).isZero();
		assertThat(output().lines().toList()).hasSize(3).element(1).isEqualTo("[test message1] Message sent.");
	}

	@Test
	void cancels() throws Exception {
		start("--sample.weather=slow");
		awaitOutput("Sending message");
		type("c");
		assertThat(exitCode()).isEqualTo(130);
		assertThat(output().lines().toList()).hasSize(3).element(1).isEqualTo("[test message1] Send canceled.");
	}

	@Test
	void sendsThroughAnotherServer() throws Exception {
		try (SmtpTestServer remote = SmtpTestServer.start()) {
			start("--mail.smtp.host=" + remote.host(), "--mail.smtp.port=" + remote.port(),
					"--sample.console.to=you@example.org", "--sample.allowed-recipients=you@example.org");
			this.process.getOutputStream().close();
			assertThat(exitCode()).isZero();
			assertThat(remote.takeMessage().recipients()).containsExactly("you@example.org");
		}
	}

	@Test
	void sendsToNobodyElseThroughAnotherServer() throws Exception {
		start("--mail.smtp.host=smtp.example.org");
		assertThat(exitCode()).isEqualTo(1);
		assertThat(output()).contains("SAMPLE_CONSOLE_TO", "ben@contoso.com").doesNotContain("Sending");
	}

	private void start(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", System.getProperty("java.class.path"), SampleApplication.class.getName(),
						"--spring.profiles.active=console"));
		command.addAll(List.of(arguments));
		this.process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("output").toFile())
			.start();
	}

	private void type(String line) throws IOException {
		this.process.outputWriter(UTF_8).append(line).append('\n').flush();
	}

	private int exitCode() throws InterruptedException {
		assertThat(this.process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		return this.process.exitValue();
	}

	private void awaitOutput(String text) {
		await().atMost(LIMIT).until(() -> output().contains(text) || !this.process.isAlive());
	}

	private String output() throws IOException {
		return Files.readString(this.directory.resolve("output"));
	}

}
