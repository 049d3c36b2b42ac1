package io.sendasync.mail.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.sendasync.mail.benchmarks.contender.Contenders;
import io.sendasync.mail.benchmarks.sink.SinkCertificates;

/**
 * The other end of a {@link Worker}.
 */
final class WorkerProcess implements AutoCloseable {

	private final Contenders contender;

	private final Process process;

	private final Writer commands;

	private final BufferedReader answers;

	WorkerProcess(Contenders contender, Scenario scenario, int port, Setup setup) throws IOException {
		this.contender = contender;
		this.process = new ProcessBuilder(List.of(setup.java().toString(), "-Xms512m", "-Xmx2g",
				"-Djavax.net.ssl.trustStore=" + setup.certificates().trustStore(),
				"-Djavax.net.ssl.trustStorePassword=" + SinkCertificates.PASSWORD, "-cp",
				System.getProperty("java.class.path"), Worker.class.getName(), contender.name(), Integer.toString(port),
				Integer.toString(scenario.lanes()), Boolean.toString(scenario.secured()), scenario.payload().name()))
			.redirectError(setup.log().toFile())
			.start();
		this.commands = this.process.outputWriter(StandardCharsets.US_ASCII);
		this.answers = this.process.inputReader(StandardCharsets.US_ASCII);
		expect(Worker.READY);
	}

	Contenders contender() {
		return this.contender;
	}

	Round run(Duration time) throws IOException {
		return Round.parse(ask("run " + time.toMillis()));
	}

	/**
	 * Median and 99th percentile in milliseconds.
	 */
	double[] latency(int count) throws IOException {
		String[] parts = ask("latency " + count).split(" ", -1);
		return new double[] { Long.parseLong(parts[0]) / 1e6, Long.parseLong(parts[1]) / 1e6 };
	}

	private String ask(String command) throws IOException {
		this.commands.write(command + "\n");
		this.commands.flush();
		return expect(Worker.RESULT);
	}

	private String expect(String start) throws IOException {
		String answer = this.answers.readLine();
		if (answer == null || !answer.startsWith(start)) {
			throw new IOException(this.contender + " failed (" + answer + "), see the log");
		}
		return answer.substring(start.length());
	}

	@Override
	public void close() {
		this.process.destroy();
		this.process.onExit().join();
	}

	/**
	 * What all workers have in common.
	 *
	 * @param java the command
	 * @param certificates what to trust
	 * @param log where a worker's complaints go
	 */
	record Setup(Path java, SinkCertificates certificates, Path log) {
	}

}
