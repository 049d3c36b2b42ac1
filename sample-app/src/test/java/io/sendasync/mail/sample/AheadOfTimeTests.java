package io.sendasync.mail.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.util.FileSystemUtils;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application as it starts with a context that was generated ahead of time, in
 * processes of its own, as the build plugin does it.
 */
class AheadOfTimeTests {

	private static final Duration LIMIT = Duration.ofMinutes(3);

	private static final String CLASS_PATH = System.getProperty("java.class.path");

	@TempDir
	private Path directory;

	@Test
	void startsWithTheGeneratedContextAndWithClientsThatWereNotKnownThen() throws Exception {
		Path classes = generate();
		Path output = this.directory.resolve("run.log");
		Process application = java(output, classes + System.getProperty("path.separator") + CLASS_PATH,
				"-Dspring.aot.enabled=true", SampleApplication.class.getName(), "--server.port=0",
				"--mail.smtp.clients.news.host=news.example.org", "--mail.smtp.clients.news.port=2525",
				"--logging.level.org.springframework.beans.factory.support=debug");
		try {
			await().atMost(LIMIT)
				.until(() -> !application.isAlive() || Files.readString(output).contains("Started SampleApplication"));
			assertThat(output).content()
				.contains("Starting AOT-processed SampleApplication")
				.contains("Started SampleApplication")
				.contains("singleton bean 'smtpClient'")
				.contains("singleton bean 'news'");
		}
		finally {
			application.destroyForcibly().waitFor();
		}
	}

	private Path generate() throws Exception {
		Path sources = this.directory.resolve("sources");
		Path resources = this.directory.resolve("resources");
		Path classes = this.directory.resolve("classes");
		Path output = this.directory.resolve("generate.log");
		Process processor = java(output, CLASS_PATH, SpringApplicationAotProcessor.class.getName(),
				SampleApplication.class.getName(), sources.toString(), resources.toString(), classes.toString(),
				"io.sendasync", "sample-app", "--server.port=0");
		assertThat(processor.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(processor.exitValue()).as(() -> read(output)).isZero();
		compile(sources, classes);
		FileSystemUtils.copyRecursively(resources, classes);
		return classes;
	}

	private static void compile(Path sources, Path classes) throws IOException {
		List<String> arguments = new ArrayList<>(
				List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", CLASS_PATH));
		try (Stream<Path> files = Files.walk(sources)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		int result = ToolProvider.getSystemJavaCompiler()
			.run(InputStream.nullInputStream(), null, null, arguments.toArray(String[]::new));
		assertThat(result).isZero();
	}

	private static Process java(Path output, String classPath, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
	}

	private static String read(Path file) {
		try {
			return Files.readString(file, UTF_8);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

}
