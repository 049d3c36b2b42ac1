package io.sendasync.mail.realserver;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs of the system that a test needs.
 */
final class Programs {

	private static final boolean MANDATORY = "true".equals(System.getenv("CI"));

	private Programs() {
	}

	/**
	 * Skips the test, or fails it in CI, if it cannot run here.
	 * @param packages what to install, of Debian
	 * @param programs full paths
	 */
	static void require(String packages, String... programs) {
		List<String> missing = Stream.of(programs).filter((program) -> !new File(program).canExecute()).toList();
		String reason = !missing.isEmpty() ? missing + " not found; apt-get install " + packages
				: "root".equals(System.getProperty("user.name")) ? "" : "it starts servers that need root";
		if (MANDATORY) {
			Assertions.assertThat(reason).as("CI must run this test").isEmpty();
		}
		Assumptions.assumeTrue(reason.isEmpty(), () -> "Skipped: " + reason);
	}

	/**
	 * A new directory that servers under other users can enter, with a name that is short
	 * enough for the paths of sockets.
	 */
	static Path directory(String prefix) throws IOException {
		Path directory = Files.createTempDirectory(prefix);
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		return directory;
	}

	/**
	 * Closes what was started, which need not be all.
	 */
	static void closeAll(@Nullable AutoCloseable... servers) throws Exception {
		for (AutoCloseable server : servers) {
			if (server != null) {
				server.close();
			}
		}
	}

	static void delete(@Nullable Path directory) throws IOException {
		if (directory == null) {
			return;
		}
		try (Stream<Path> paths = Files.walk(directory)) {
			paths.sorted((one, other) -> other.compareTo(one)).forEach((path) -> {
				try {
					Files.deleteIfExists(path);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
		}
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Runs a program to its end.
	 * @return what it wrote
	 */
	static String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
		Process process = builder(environment, command).start();
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		Assertions.assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command[0] + " ends").isTrue();
		Assertions.assertThat(process.exitValue()).as("%s: %s", String.join(" ", command), output).isZero();
		return output;
	}

	static ProcessBuilder builder(Map<String, String> environment, String... command) {
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().putAll(environment);
		return builder;
	}

	/**
	 * Waits until a server listens; ends it if it does not.
	 */
	static void await(String name, Process process, Callable<Boolean> listening) {
		boolean ready = false;
		try {
			Awaitility.await(name).atMost(Duration.ofSeconds(20)).until(() -> {
				Assertions.assertThat(process.isAlive()).as(name + " runs").isTrue();
				return listening.call();
			});
			ready = true;
		}
		finally {
			if (!ready) {
				stop(process);
			}
		}
	}

	/**
	 * Ends a server and waits until it is gone.
	 */
	static void stop(Process process) {
		process.destroy();
		process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
		process.destroyForcibly();
	}

}
