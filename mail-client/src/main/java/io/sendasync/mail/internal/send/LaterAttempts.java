package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.delivery.SmtpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts failed sends back into the queue, later.
 *
 * @param policy how often and when
 * @param timers until then
 * @param queue where they go
 */
record LaterAttempts(RetryPolicy policy, Timers timers, Consumer<Send> queue) implements Send.Retries {

	private static final Logger logger = LoggerFactory.getLogger(LaterAttempts.class);

	@Override
	public void again(Send send, int attempts, SmtpException failure) {
		Duration delay = this.policy.delayAfter(attempts);
		long jitter = ThreadLocalRandom.current().nextLong(delay.toNanos() / 5 + 1);
		logger.debug("Attempt {} of send {} failed, the next one is in {} ms: {}", attempts, send.id(),
				delay.toMillis(), failure.getMessage());
		send.events().retried(attempts, delay, failure);
		try {
			Future<?> later = this.timers.after(delay.plusNanos(jitter), () -> this.queue.accept(send));
			if (later == null) {
				send.cancel(null);
			}
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// No thread for the timer: nobody would come back to it.
			failure.addSuppressed(ex);
			send.abandon(failure, failure);
		}
	}

}
