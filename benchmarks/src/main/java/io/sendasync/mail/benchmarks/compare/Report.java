package io.sendasync.mail.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.sendasync.mail.benchmarks.contender.Contenders;
import org.jspecify.annotations.Nullable;

/**
 * Tables in Markdown.
 */
final class Report {

	private Report() {
	}

	/**
	 * The one place that writes to the standard output, which is where the tables go.
	 */
	static void print(String text) {
		System.out.println(text);
	}

	static String throughput(Scenario scenario, String sink, Map<Contenders, List<Round>> rounds) {
		double ours = median(rounds.get(Contenders.OURS), Round::messagesPerSecond);
		double limit = median(rounds.get(Contenders.RAW), Round::messagesPerSecond);
		StringBuilder table = head(scenario, sink);
		table.append("| sender | messages/s, median | slowest–fastest round | of the limit | ours is faster by "
				+ "| CPU µs a message | KB allocated a message |\n");
		table.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
		rounds.forEach((contender, all) -> {
			double speed = median(all, Round::messagesPerSecond);
			table.append("| %s | %s | %s–%s | %.2f | %.2f × | %.0f | %.1f |\n".formatted(contender.title(),
					number(speed), number(all.stream().mapToDouble(Round::messagesPerSecond).min().orElseThrow()),
					number(all.stream().mapToDouble(Round::messagesPerSecond).max().orElseThrow()), speed / limit,
					ours / speed, median(all, Round::cpuMicrosPerMessage), median(all, Round::kilobytesPerMessage)));
		});
		return table.toString();
	}

	static String latency(Scenario scenario, String sink, Map<Contenders, List<double[]>> latencies) {
		StringBuilder table = head(scenario, sink);
		table.append("| sender | median, ms | 99th percentile, ms |\n| --- | ---: | ---: |\n");
		latencies.forEach((contender, all) -> table.append("| %s | %.2f | %.2f |\n".formatted(contender.title(),
				median(all, (pair) -> pair[0]), median(all, (pair) -> pair[1]))));
		return table.toString();
	}

	private static StringBuilder head(Scenario scenario, String sink) {
		return new StringBuilder("\n### " + scenario.title() + "\n\nInto: " + sink + ".\n\n");
	}

	private static String number(double value) {
		return (value < 100) ? String.format(Locale.ROOT, "%.1f", value) : String.format(Locale.ROOT, "%,.0f", value);
	}

	/**
	 * The middle one; not a number if nobody took part.
	 */
	private static <T> double median(@Nullable List<T> values, ToDoubleFunction<T> figure) {
		if (values == null) {
			return Double.NaN;
		}
		double[] sorted = values.stream().mapToDouble(figure).sorted().toArray();
		return sorted[sorted.length / 2];
	}

}
