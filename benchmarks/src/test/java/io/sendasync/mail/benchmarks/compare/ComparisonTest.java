package io.sendasync.mail.benchmarks.compare;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.sendasync.mail.benchmarks.contender.Contenders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the harness still works with each contender; how fast they are is nothing that a
 * test can say.
 */
class ComparisonTest {

	@ParameterizedTest
	@ValueSource(strings = { "text", "text-tls" })
	void eachContenderSendsAndHasItsRow(String scenario) throws Exception {
		String report = report("--scenarios=" + scenario);
		assertThat(report).contains("messages/s");
		for (Contenders contender : Contenders.values()) {
			assertThat(report).containsOnlyOnce("| " + contender.title() + " |");
		}
	}

	@Test
	void latencyIsReported() throws Exception {
		assertThat(report("--scenarios=latency", "--contenders=OURS")).contains("99th percentile")
			.containsPattern("this project\\*\\* \\| \\d+\\.\\d\\d \\|");
	}

	@Test
	void heapOfQueuedMessagesIsReported() throws Exception {
		assertThat(printed(() -> QueuedHeap.main(new String[] { "500" })))
			.containsPattern("500 .* octets of heap each");
	}

	private static String report(String... options) throws Exception {
		String[] all = { "--rounds=1", "--millis=300", "--warm-up-millis=100", options[0],
				(options.length > 1) ? options[1] : "--jdk=" + System.getProperty("java.home") };
		return printed(() -> Comparison.main(all));
	}

	private static String printed(Action action) throws Exception {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		PrintStream before = System.out;
		System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
		try {
			action.perform();
		}
		finally {
			System.setOut(before);
		}
		return printed.toString(StandardCharsets.UTF_8);
	}

	private interface Action {

		void perform() throws Exception;

	}

}
