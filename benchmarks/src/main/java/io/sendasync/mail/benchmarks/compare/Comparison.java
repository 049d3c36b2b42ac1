package io.sendasync.mail.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sendasync.mail.benchmarks.contender.Contenders;
import io.sendasync.mail.benchmarks.sink.DelayProxy;
import io.sendasync.mail.benchmarks.sink.Sink;
import io.sendasync.mail.benchmarks.sink.SinkCertificates;

/**
 * Compares this project's client with its peers and with the limit: the same work, in one
 * run, each contender in a JVM of its own, their rounds in turns. Prints Markdown.
 */
public final class Comparison {

	private static final int LATENCY_MESSAGES = 50;

	private final Options options;

	private final Path directory;

	private final SinkCertificates certificates;

	private Comparison(Options options) throws IOException {
		this.options = options;
		this.directory = Files.createTempDirectory("comparison");
		this.certificates = SinkCertificates.create(this.directory);
	}

	/**
	 * Runs what is asked for.
	 * @param args {@code --scenarios=a,b --contenders=OURS,RAW --rounds=5 --millis=2000
	 * --warm-up-millis=6000 --jdk=/path}
	 * @throws Exception if a contender fails
	 */
	public static void main(String[] args) throws Exception {
		Comparison comparison = new Comparison(Options.parse(args));
		Report.print(Machine.describe(comparison.options));
		for (Scenario scenario : comparison.options.scenarios()) {
			comparison.run(scenario);
		}
	}

	private void run(Scenario scenario) throws IOException {
		try (Sink sink = Sink.start(this.certificates, scenario.secured())) {
			if (scenario.roundTrip().isZero()) {
				run(scenario, sink.port(), sink.name(), () -> {
				});
				return;
			}
			try (DelayProxy proxy = new DelayProxy(sink.port())) {
				run(scenario, proxy.port(), sink.name(), () -> proxy.delay(scenario.roundTrip()));
			}
		}
	}

	private void run(Scenario scenario, int port, String sink, Runnable whenWarm) throws IOException {
		List<WorkerProcess> workers = new ArrayList<>();
		try {
			for (Contenders contender : scenario.contenders()) {
				if (this.options.contenders().contains(contender)) {
					workers.add(new WorkerProcess(contender, scenario, port, setup(contender)));
				}
			}
			// Without delay: over a slow line there is too little work for the compiler.
			for (WorkerProcess worker : workers) {
				worker.run(this.options.warmUp());
			}
			whenWarm.run();
			Report.print(scenario.latency() ? Report.latency(scenario, sink, latencies(workers))
					: Report.throughput(scenario, sink, rounds(workers)));
		}
		finally {
			workers.forEach(WorkerProcess::close);
		}
	}

	private WorkerProcess.Setup setup(Contenders contender) {
		return new WorkerProcess.Setup(this.options.java(), this.certificates,
				this.directory.resolve(contender.name() + ".log"));
	}

	private Map<Contenders, List<Round>> rounds(List<WorkerProcess> workers) throws IOException {
		Map<Contenders, List<Round>> rounds = new LinkedHashMap<>();
		for (int i = 0; i < this.options.rounds(); i++) {
			for (WorkerProcess worker : workers) {
				rounds.computeIfAbsent(worker.contender(), (key) -> new ArrayList<>())
					.add(worker.run(this.options.time()));
			}
		}
		return rounds;
	}

	private Map<Contenders, List<double[]>> latencies(List<WorkerProcess> workers) throws IOException {
		Map<Contenders, List<double[]>> latencies = new LinkedHashMap<>();
		for (WorkerProcess worker : workers) {
			worker.latency(LATENCY_MESSAGES);
		}
		for (int i = 0; i < this.options.rounds(); i++) {
			for (WorkerProcess worker : workers) {
				latencies.computeIfAbsent(worker.contender(), (key) -> new ArrayList<>())
					.add(worker.latency(LATENCY_MESSAGES));
			}
		}
		return latencies;
	}

}
