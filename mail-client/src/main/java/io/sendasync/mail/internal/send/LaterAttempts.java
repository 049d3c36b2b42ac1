package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.internal.lane.Lanes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts failed sends back into the queue, later.
 *
 * @param policy how often and when
 * @param queue where they go
 * @param lanes that come for them
 * @param timers until then
 */
record LaterAttempts(RetryPolicy policy, SendQueue queue, Lanes lanes, Timers timers) implements Send.Retries {

	private static final Logger logger = LoggerFactory.getLogger(LaterAttempts.class);

	@Override
	public void again(Send send, int attempts, SmtpException failure) {
		Duration delay = this.policy.delayAfter(attempts);
		long jitter = ThreadLocalRandom.current().nextLong(delay.toNanos() / 5 + 1);
		logger.debug("Attempt {} of send {} failed, the next one is in {} ms: {}", attempts, send.id(),
				delay.toMillis(), failure.getMessage());
		send.events().retried(attempts, delay, failure);
		Future<?> later = this.timers.after(delay.plusNanos(jitter), () -> {
			this.queue.addAgain(send);
			this.lanes.openIfWanted();
		});
		if (later == null) {
			send.cancel(null);
		}
	}

}
