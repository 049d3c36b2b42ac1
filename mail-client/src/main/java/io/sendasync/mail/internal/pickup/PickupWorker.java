package io.sendasync.mail.internal.pickup;

import java.io.IOException;
import java.util.List;

import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.internal.lane.LaneTask;
import io.sendasync.mail.internal.lane.LaneWork;
import io.sendasync.mail.internal.lane.LaneWorker;
import io.sendasync.mail.internal.lane.Lanes;
import io.sendasync.mail.internal.lane.Probe;
import io.sendasync.mail.internal.lane.WorkSource;
import io.sendasync.mail.internal.net.Cut;
import io.sendasync.mail.internal.smtp.Mail;
import io.sendasync.mail.internal.smtp.TransactionResult;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message after the other into the pickup directory. The commit point is the
 * renaming of a whole file.
 *
 * <p>
 * Thread contract: confined to its thread, except {@link #abort()}.
 */
final class PickupWorker implements LaneWorker {

	private final PickupDirectory directory;

	private final Lanes lanes;

	private final WorkSource source;

	private final long idleNanos;

	private volatile boolean aborted;

	// When the directory took a message or was found usable; 0 for never.
	private volatile long wroteAt;

	private boolean announced;

	PickupWorker(PickupDirectory directory, Lanes lanes, WorkSource source, long idleNanos) {
		this.directory = directory;
		this.lanes = lanes;
		this.source = source;
		this.idleNanos = idleNanos;
	}

	@Override
	public void run() {
		try {
			LaneWork work = take();
			while (work != null) {
				serve(work);
				work = (this.aborted || this.lanes.isCrowded()) ? null : take();
			}
		}
		finally {
			if (this.announced) {
				this.source.withdrawIdle();
			}
		}
	}

	private @Nullable LaneWork take() {
		LaneTask task = await();
		while (task instanceof Probe probe) {
			answer(probe);
			task = await();
		}
		return (LaneWork) task;
	}

	private @Nullable LaneTask await() {
		announceIdle();
		this.announced = false;
		return this.source.take(this.idleNanos, this.source.generation());
	}

	private void answer(Probe probe) {
		SmtpException failure = unexpected(null);
		try {
			this.directory.requireUsable();
			this.wroteAt = System.nanoTime();
			failure = null;
		}
		catch (IllegalStateException ex) {
			failure = new SmtpException(String.valueOf(ex.getMessage()), SendOutcome.NOT_SENT, null, ex);
		}
		finally {
			if (failure != null) {
				probe.failed(failure);
			}
			else {
				probe.answered();
			}
		}
	}

	private void announceIdle() {
		if (!this.announced) {
			this.announced = true;
			this.source.announceIdle();
		}
	}

	private void serve(LaneWork work) {
		Mail mail = work.mail();
		Cut cut = new Cut();
		if (mail == null || !work.start(cut)) {
			return;
		}
		boolean served = false;
		try (PickupFile file = this.directory.write(mail, () -> this.aborted || cut.isCut())) {
			if (work.commit(List.of())) {
				publish(file, mail, work);
			}
			served = true;
		}
		catch (SmtpException ex) {
			served = true;
			fail(work, ex);
		}
		catch (RuntimeException ex) {
			served = true;
			fail(work, unexpected(ex));
		}
		finally {
			if (!served) {
				fail(work, unexpected(null));
			}
		}
	}

	private void publish(PickupFile file, Mail mail, LaneWork work) {
		TransactionResult result = result(file, mail);
		try {
			file.publish();
		}
		catch (IOException ex) {
			fail(work, this.directory.failure(ex));
			return;
		}
		this.wroteAt = System.nanoTime();
		announceIdle();
		work.end(result);
	}

	private static TransactionResult result(PickupFile file, Mail mail) {
		SmtpReply reply = new SmtpReply(250, List.of("2.0.0 Written as " + file.name()));
		List<RecipientOutcome> outcomes = mail.envelope()
			.recipients()
			.stream()
			.<RecipientOutcome>map((recipient) -> new RecipientOutcome.Accepted(recipient, reply))
			.toList();
		return new TransactionResult(outcomes, reply, null);
	}

	private void fail(LaneWork work, SmtpException failure) {
		announceIdle();
		work.fail(failure);
	}

	private static SmtpException unexpected(@Nullable RuntimeException cause) {
		return new SmtpException(
				"Unexpected failure while writing" + ((cause != null) ? ": " + cause.getMessage() : ""),
				SendOutcome.NOT_SENT, null, cause);
	}

	@Override
	public void abort() {
		this.aborted = true;
	}

	@Override
	public boolean aliveSince(long nanos) {
		long wrote = this.wroteAt;
		return wrote != 0 && wrote - nanos >= 0;
	}

}
