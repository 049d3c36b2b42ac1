package io.sendasync.mail.benchmarks.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.sendasync.mail.benchmarks.contender.Contenders;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param scenarios in this order
 * @param contenders who takes part, where the scenario allows
 * @param rounds how many for each contender
 * @param time of a round
 * @param warmUp before the first
 * @param java that runs the contenders
 */
record Options(List<Scenario> scenarios, Set<Contenders> contenders, int rounds, Duration time, Duration warmUp,
		Path java) {

	static Options parse(String[] args) {
		Map<String, String> given = new HashMap<>();
		for (String arg : args) {
			String[] parts = arg.split("=", 2);
			if (parts.length != 2 || !parts[0].startsWith("--")) {
				throw new IllegalArgumentException("Not --name=value: " + arg);
			}
			given.put(parts[0].substring(2), parts[1]);
		}
		Options options = new Options(scenarios(given.remove("scenarios")), contenders(given.remove("contenders")),
				Integer.parseInt(given.getOrDefault("rounds", "5")),
				Duration.ofMillis(Long.parseLong(given.getOrDefault("millis", "2000"))),
				Duration.ofMillis(Long.parseLong(given.getOrDefault("warm-up-millis", "6000"))),
				Path.of(given.getOrDefault("jdk", System.getProperty("java.home")), "bin", "java"));
		given.keySet().removeAll(Set.of("rounds", "millis", "warm-up-millis", "jdk"));
		if (!given.isEmpty()) {
			throw new IllegalArgumentException("Unknown options: " + given.keySet());
		}
		return options;
	}

	private static List<Scenario> scenarios(@Nullable String names) {
		if (names == null) {
			return Scenario.all();
		}
		return Arrays.stream(names.split(",")).map(Options::scenario).toList();
	}

	private static Scenario scenario(String name) {
		return Scenario.all()
			.stream()
			.filter((one) -> one.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"No scenario " + name + ", but " + Scenario.all().stream().map(Scenario::name).toList()));
	}

	private static Set<Contenders> contenders(@Nullable String names) {
		return (names != null) ? Set.copyOf(Arrays.stream(names.split(",")).map(Contenders::valueOf).toList())
				: Set.of(Contenders.values());
	}

}
