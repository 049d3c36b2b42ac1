package io.sendasync.mail.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * What a comparison ran on.
 */
final class Machine {

	private Machine() {
	}

	static String describe(Options options) throws IOException {
		return "%s, %d cores, %s %s; %s; %d rounds of %d ms after %d ms of warm-up, %s".formatted(processor(),
				Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"),
				System.getProperty("os.version").replaceAll("[^0-9.].*", ""), version(options.java()), options.rounds(),
				options.time().toMillis(), options.warmUp().toMillis(), LocalDate.now(ZoneId.systemDefault()));
	}

	private static String processor() throws IOException {
		Path file = Path.of("/proc/cpuinfo");
		if (!Files.isReadable(file)) {
			return System.getProperty("os.arch");
		}
		return Files.readAllLines(file)
			.stream()
			.filter((line) -> line.startsWith("model name"))
			.map((line) -> line.substring(line.indexOf(':') + 2))
			.findFirst()
			.orElse(System.getProperty("os.arch"));
	}

	private static String version(Path java) throws IOException {
		Process process = new ProcessBuilder(List.of(java.toString(), "-version")).redirectErrorStream(true).start();
		try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
			List<String> all = lines.lines().toList();
			return all.get(1).replaceAll(" \\(build.*", "") + " (" + all.get(0).replaceAll(".*\"(.*)\".*", "$1") + ")";
		}
	}

}
