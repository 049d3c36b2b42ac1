package io.sendasync.mail.benchmarks.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.sendasync.mail.benchmarks.contender.Contenders;
import io.sendasync.mail.benchmarks.contender.Payload;

/**
 * One piece of work for all.
 *
 * @param name to choose it by
 * @param payload what each message holds
 * @param lanes how many connections
 * @param roundTrip added to the way to the server
 * @param secured with STARTTLS and a password
 * @param latency whether messages go one by one, and each is timed
 * @param contenders who takes part
 */
record Scenario(String name, Payload payload, int lanes, Duration roundTrip, boolean secured, boolean latency,
		List<Contenders> contenders) {

	private static final List<Contenders> ALL = List.of(Contenders.values());

	private static final List<Contenders> SINGLE = List.of(Contenders.RAW, Contenders.OURS, Contenders.BRIDGE_ONE,
			Contenders.ANGUS, Contenders.SPRING_ONE, Contenders.SIMPLE_JAVA_MAIL, Contenders.VERTX);

	private static final List<Contenders> WITHOUT_ARRAY = SINGLE;

	private static final List<Contenders> SCALING = List.of(Contenders.RAW, Contenders.OURS);

	/**
	 * All there are.
	 */
	static List<Scenario> all() {
		List<Scenario> all = new ArrayList<>();
		all.add(throughput("text", Payload.TEXT_2K, 8, 0, false, ALL));
		all.add(throughput("text-tls", Payload.TEXT_2K, 8, 0, true, ALL));
		all.add(throughput("text-20ms", Payload.TEXT_2K, 8, 20, false, ALL));
		all.add(throughput("text-20ms-tls", Payload.TEXT_2K, 8, 20, true, ALL));
		all.add(throughput("text-1-lane", Payload.TEXT_2K, 1, 0, false, ALL));
		all.add(throughput("text-64-lanes", Payload.TEXT_2K, 64, 0, false, ALL));
		all.add(throughput("text-64-lanes-20ms", Payload.TEXT_2K, 64, 20, false, ALL));
		all.add(throughput("html", Payload.HTML_20K, 8, 0, false, ALL));
		all.add(throughput("file", Payload.FILE_10M, 8, 0, false, WITHOUT_ARRAY));
		all.add(throughput("recipients", Payload.RECIPIENTS_100, 8, 0, false, ALL));
		all.add(latency("latency", 0, false));
		all.add(latency("latency-20ms", 20, false));
		all.add(latency("latency-20ms-tls", 20, true));
		for (int lanes : new int[] { 64, 250, 500, 1000 }) {
			all.add(throughput("scaling-" + lanes, Payload.TEXT_2K, lanes, 50, false, SCALING));
		}
		return List.copyOf(all);
	}

	private static Scenario throughput(String name, Payload payload, int lanes, int roundTrip, boolean secured,
			List<Contenders> contenders) {
		return new Scenario(name, payload, lanes, Duration.ofMillis(roundTrip), secured, false, contenders);
	}

	private static Scenario latency(String name, int roundTrip, boolean secured) {
		return new Scenario(name, Payload.TEXT_2K, 1, Duration.ofMillis(roundTrip), secured, true, SINGLE);
	}

	String title() {
		return (this.latency ? "Latency of one message, " : "") + this.payload.title() + ", " + this.lanes
				+ ((this.lanes == 1) ? " lane, " : " lanes, ") + this.roundTrip.toMillis() + " ms round trip, "
				+ (this.secured ? "STARTTLS and AUTH" : "no TLS");
	}

}
