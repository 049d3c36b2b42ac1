package io.sendasync.mail;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A listener that keeps what it hears.
 */
final class Completions implements SendCompletedListener {

	static final Duration SOON = Duration.ofSeconds(10);

	private final BlockingQueue<SendCompleted<?>> heard = new LinkedBlockingQueue<>();

	@Override
	public void sendCompleted(SendCompleted<?> completed) {
		this.heard.add(completed);
	}

	SendCompleted<?> take() throws InterruptedException {
		SendCompleted<?> completed = this.heard.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
		assertThat(completed).as("a SendCompleted within %s", SOON).isNotNull();
		return completed;
	}

	List<SendCompleted<?>> rest() {
		return List.copyOf(this.heard);
	}

}
