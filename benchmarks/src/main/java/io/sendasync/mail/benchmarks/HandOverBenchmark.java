package io.sendasync.mail.benchmarks;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.internal.lane.LaneTask;
import io.sendasync.mail.internal.lane.LaneWork;
import io.sendasync.mail.internal.lane.LaneWorker;
import io.sendasync.mail.internal.lane.Threads;
import io.sendasync.mail.internal.lane.WorkSource;
import io.sendasync.mail.internal.net.Cut;
import io.sendasync.mail.internal.send.Callbacks;
import io.sendasync.mail.internal.send.QueueBounds;
import io.sendasync.mail.internal.send.Send;
import io.sendasync.mail.internal.send.SendEngine;
import io.sendasync.mail.internal.send.SendResult;
import io.sendasync.mail.internal.send.SendSettings;
import io.sendasync.mail.internal.smtp.Events;
import io.sendasync.mail.internal.smtp.Mail;
import io.sendasync.mail.internal.smtp.MailContent;
import io.sendasync.mail.internal.smtp.TransactionResult;
import io.sendasync.mail.message.DeliveryOptions;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailPriority;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to bring a send to a lane's thread and its result back: queue, states and
 * notification, with lanes that deliver nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HandOverBenchmark {

	private static final int BATCH = 1000;

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final Envelope envelope = new Envelope(MailAddress.parse("jane@example.com"),
			List.of(MailAddress.parse("ben@example.org")));

	private final Mail mail = new Mail(this.envelope, new NoContent(), RecipientPolicy.DELIVER_TO_ACCEPTED, Set.of(),
			DeliveryOptions.NONE);

	private final SendEngine engine = new SendEngine(
			new SendSettings(new QueueBounds(2 * BATCH, Long.MAX_VALUE, Duration.ZERO, null), 8, RetryPolicy.NONE, null,
					Events.NONE),
			(lanes, source) -> new IdleHands(source),
			new SendEngine.EngineThreads(Threads.blocking("lane-"), Threads.platform("timer-")),
			Callbacks.onThreads(Threads.blocking("callback-"), 8));

	/**
	 * Ends the engine.
	 */
	@TearDown
	public void stop() {
		this.engine.close(Duration.ZERO);
	}

	/**
	 * One at a time: a thread wakes another one, and is woken by it.
	 */
	@Benchmark
	public void alone() {
		Send send = admit();
		SendResult.Waiting result = submit(send);
		result.await(send, LIMIT);
	}

	/**
	 * Many at once, per send.
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public void inBatches() {
		Queue<Send> sends = new ArrayDeque<>(BATCH);
		Queue<SendResult.Waiting> results = new ArrayDeque<>(BATCH);
		for (int i = 0; i < BATCH; i++) {
			Send send = admit();
			sends.add(send);
			results.add(submit(send));
		}
		while (!sends.isEmpty()) {
			results.remove().await(sends.remove(), LIMIT);
		}
	}

	private Send admit() {
		return this.engine.admit("1", "<1@example.com>", this.envelope, MailPriority.NORMAL);
	}

	private SendResult.Waiting submit(Send send) {
		SendResult.Waiting result = new SendResult.Waiting(() -> {
		});
		this.engine.submit(send, this.mail, result);
		return result;
	}

	/** Content that is never asked for. */
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

	/** A lane that says of each send that it was accepted. */
	private static final class IdleHands implements LaneWorker {

		private final WorkSource source;

		private final TransactionResult accepted;

		IdleHands(WorkSource source) {
			this.source = source;
			SmtpReply reply = new SmtpReply(250, List.of("2.0.0 Ok"));
			this.accepted = new TransactionResult(
					List.of(new RecipientOutcome.Accepted(MailAddress.parse("ben@example.org"), reply)), reply, null);
		}

		@Override
		public void run() {
			LaneTask task = take();
			while (task instanceof LaneWork work) {
				if (work.start(new Cut()) && work.commit(this.accepted.outcomes())) {
					work.end(this.accepted);
				}
				task = take();
			}
		}

		private @Nullable LaneTask take() {
			this.source.announceIdle();
			return this.source.take(LIMIT.toNanos(), this.source.generation());
		}

		@Override
		public void abort() {
		}

		@Override
		public boolean aliveSince(long nanos) {
			return true;
		}

	}

}
