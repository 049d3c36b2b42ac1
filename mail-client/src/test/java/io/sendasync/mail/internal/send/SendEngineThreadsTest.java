package io.sendasync.mail.internal.send;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpConnectException;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.internal.lane.LaneWork;
import io.sendasync.mail.internal.lane.LaneWorker;
import io.sendasync.mail.internal.lane.WorkSource;
import io.sendasync.mail.internal.net.Cut;
import io.sendasync.mail.internal.smtp.Events;
import io.sendasync.mail.internal.smtp.Mail;
import io.sendasync.mail.internal.smtp.MailContent;
import io.sendasync.mail.internal.smtp.TransactionResult;
import io.sendasync.mail.message.DeliveryOptions;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailPriority;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of sends when the system has no thread for a lane.
 */
class SendEngineThreadsTest {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final AtomicBoolean noLanes = new AtomicBoolean();

	private final AtomicBoolean noTimers = new AtomicBoolean();

	private final CountDownLatch firstTaken = new CountDownLatch(1);

	private final CountDownLatch firstMayEnd = new CountDownLatch(1);

	private final CountDownLatch refused = new CountDownLatch(1);

	private final AtomicBoolean failing = new AtomicBoolean();

	private SendEngine engine = engine(RetryPolicy.NONE);

	@AfterEach
	void close() {
		this.engine.close(Duration.ZERO);
	}

	private SendEngine engine(RetryPolicy retries) {
		return new SendEngine(
				new SendSettings(new QueueBounds(100, Long.MAX_VALUE, Duration.ZERO, null), 1, retries, null,
						Events.NONE),
				(lanes, source) -> new OneByOne(source),
				new SendEngine.EngineThreads(threads(this.noLanes), threads(this.noTimers)),
				Callbacks.on(Runnable::run));
	}

	private ThreadFactory threads(AtomicBoolean none) {
		return (task) -> {
			if (none.get()) {
				this.refused.countDown();
				throw new OutOfMemoryError("unable to create native thread, on purpose");
			}
			Thread thread = new Thread(task);
			thread.setDaemon(true);
			return thread;
		};
	}

	private Waiter send() {
		Send send = this.engine.admit("1", "<1@contoso.com>", envelope(), MailPriority.NORMAL);
		SendResult.Waiting result = new SendResult.Waiting(() -> {
		});
		this.engine.submit(send, new Mail(envelope(), new NoContent(), RecipientPolicy.DELIVER_TO_ACCEPTED, Set.of(),
				DeliveryOptions.NONE), result);
		return new Waiter(send, result);
	}

	private static Envelope envelope() {
		return new Envelope(MailAddress.parse("jane@contoso.com"), List.of(MailAddress.parse("ben@contoso.com")));
	}

	private List<Waiter> sendBehindTheFirst() throws InterruptedException {
		List<Waiter> sends = new ArrayList<>();
		sends.add(send());
		assertThat(this.firstTaken.await(20, TimeUnit.SECONDS)).isTrue();
		sends.add(send());
		sends.add(send());
		return sends;
	}

	@Test
	void sendsThatWaitWhenTheLastLaneEndsGoWhenThereAreThreadsAgain() throws InterruptedException {
		List<Waiter> sends = sendBehindTheFirst();
		this.noLanes.set(true);
		this.firstMayEnd.countDown();
		assertThat(this.refused.await(20, TimeUnit.SECONDS)).isTrue();
		this.noLanes.set(false);
		sends.forEach(Waiter::await);
	}

	@Test
	void sendsThatNobodyWillComeForFail() throws InterruptedException {
		List<Waiter> sends = sendBehindTheFirst();
		this.noLanes.set(true);
		this.noTimers.set(true);
		this.firstMayEnd.countDown();
		sends.get(0).await();
		for (Waiter waiting : sends.subList(1, 3)) {
			assertThatExceptionOfType(SmtpException.class).isThrownBy(waiting::await)
				.withMessageContaining("No thread for a connection")
				.satisfies((failure) -> assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT));
		}
		Awaitility.await().atMost(SOON).until(() -> this.engine.pending() == 0);
	}

	@Test
	void attemptThatFindsNoThreadIsMadeLater() throws InterruptedException {
		this.engine.close(Duration.ZERO);
		this.engine = engine(RetryPolicy.of(2, Duration.ofMillis(1)));
		Waiter waiter = send();
		assertThat(this.firstTaken.await(20, TimeUnit.SECONDS)).isTrue();
		this.failing.set(true);
		this.noLanes.set(true);
		this.firstMayEnd.countDown();
		assertThat(this.refused.await(20, TimeUnit.SECONDS)).isTrue();
		this.noLanes.set(false);
		waiter.await();
	}

	private record Waiter(Send send, SendResult.Waiting result) {

		SendReceipt await() {
			return this.result.await(this.send, SOON);
		}

	}

	/**
	 * Delivers one send, the first of them when it may, and ends.
	 */
	private final class OneByOne implements LaneWorker {

		private final WorkSource source;

		OneByOne(WorkSource source) {
			this.source = source;
		}

		@Override
		public void run() {
			LaneWork work = this.source.poll();
			if (work == null || !work.start(new Cut())) {
				return;
			}
			SendEngineThreadsTest.this.firstTaken.countDown();
			try {
				SendEngineThreadsTest.this.firstMayEnd.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			if (SendEngineThreadsTest.this.failing.getAndSet(false)) {
				work.fail(new SmtpConnectException("On purpose", null, null));
			}
			else {
				SmtpReply ok = new SmtpReply(250, List.of("ok"));
				work.end(new TransactionResult(
						List.of(new RecipientOutcome.Accepted(envelope().recipients().get(0), ok)), ok, null));
			}
		}

		@Override
		public void abort() {
		}

		@Override
		public boolean aliveSince(long nanos) {
			return false;
		}

	}

	private static final class NoContent implements MailContent {

		@Override
		public long size() {
			return 0;
		}

		@Override
		public boolean eightBit() {
			return false;
		}

		@Override
		public boolean smtpUtf8() {
			return false;
		}

		@Override
		public void writeTo(OutputStream out) {
		}

	}

}
