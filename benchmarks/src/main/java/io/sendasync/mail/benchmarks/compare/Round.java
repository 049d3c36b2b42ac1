package io.sendasync.mail.benchmarks.compare;

/**
 * What one round of one contender gave.
 *
 * @param messages how many the server accepted
 * @param nanos how long that took
 * @param cpuNanos of the contender's process
 * @param allocated octets, by threads that live on
 */
record Round(long messages, long nanos, long cpuNanos, long allocated) {

	double messagesPerSecond() {
		return this.messages * 1e9 / this.nanos;
	}

	double cpuMicrosPerMessage() {
		return this.cpuNanos / 1e3 / this.messages;
	}

	double kilobytesPerMessage() {
		return this.allocated / 1024.0 / this.messages;
	}

	String format() {
		return this.messages + " " + this.nanos + " " + this.cpuNanos + " " + this.allocated;
	}

	static Round parse(String text) {
		String[] parts = text.split(" ", -1);
		return new Round(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]),
				Long.parseLong(parts[3]));
	}

}
