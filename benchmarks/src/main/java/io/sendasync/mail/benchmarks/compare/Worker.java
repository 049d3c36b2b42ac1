package io.sendasync.mail.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.sendasync.mail.benchmarks.contender.Contender;
import io.sendasync.mail.benchmarks.contender.Contenders;
import io.sendasync.mail.benchmarks.contender.Payload;
import io.sendasync.mail.benchmarks.contender.Target;

/**
 * The process of one contender: does what it is told on its standard input.
 */
final class Worker {

	static final String READY = "ready";

	static final String RESULT = "result ";

	private static final OperatingSystemMXBean SYSTEM = ManagementFactory
		.getPlatformMXBean(OperatingSystemMXBean.class);

	private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

	private final Contender contender;

	private Worker(Contender contender) {
		this.contender = contender;
	}

	/**
	 * Takes part.
	 * @param args contender, port, lanes, secured, payload
	 * @throws Exception if it fails, which ends the comparison
	 */
	public static void main(String[] args) throws Exception {
		PrintStream answers = System.out;
		// Libraries write there too.
		System.setOut(System.err);
		Target target = new Target(Integer.parseInt(args[1]), Integer.parseInt(args[2]), Boolean.parseBoolean(args[3]),
				Payload.valueOf(args[4]));
		try (Contender contender = Contenders.valueOf(args[0]).start(target)) {
			new Worker(contender).obey(answers);
		}
		// Some leave threads behind.
		System.exit(0);
	}

	private void obey(PrintStream answers) throws Exception {
		answers.println(READY);
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		String command = commands.readLine();
		while (command != null && !command.equals("quit")) {
			String[] parts = command.split(" ", -1);
			answers.println(RESULT + switch (parts[0]) {
				case "run" -> run(Duration.ofMillis(Long.parseLong(parts[1]))).format();
				case "latency" -> latency(Integer.parseInt(parts[1]));
				default -> throw new IOException("Unknown command: " + command);
			});
			command = commands.readLine();
		}
	}

	private Round run(Duration time) throws Exception {
		long allocated = allocated();
		long cpu = SYSTEM.getProcessCpuTime();
		long start = System.nanoTime();
		long messages = this.contender.sendUntil(start + time.toNanos());
		long nanos = System.nanoTime() - start;
		return new Round(messages, nanos, SYSTEM.getProcessCpuTime() - cpu, allocated() - allocated);
	}

	private static long allocated() {
		return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
			.filter((octets) -> octets > 0)
			.sum();
	}

	/**
	 * Times single messages.
	 * @return median and 99th percentile in nanoseconds
	 */
	private String latency(int count) throws Exception {
		long[] times = new long[count];
		for (int i = 0; i < count; i++) {
			long start = System.nanoTime();
			this.contender.sendOne();
			times[i] = System.nanoTime() - start;
		}
		Arrays.sort(times);
		return times[count / 2] + " " + times[(int) (count * 0.99)];
	}

}
