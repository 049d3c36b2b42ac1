package io.sendasync.mail.sample.send;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.sample.changes.Changes;
import io.sendasync.mail.sample.changes.Watched;

import org.springframework.core.annotation.Order;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Service;

/**
 * Sends messages once or several times, at once or at an interval.
 *
 * <p>
 * Thread contract: any thread may call any method. A schedule goes on on one thread at a
 * time. No lock is held while something is sent.
 */
@Service
@Order(0)
public final class Schedules implements Watched {

	static final int LIMIT = 20;

	private final Sends sends;

	private final TaskScheduler scheduler;

	private final Changes changes;

	private final ReentrantLock lock = new ReentrantLock();

	@GuardedBy("lock")
	private final Map<Long, ScheduleView> schedules = new LinkedHashMap<>();

	@GuardedBy("lock")
	private long lastId;

	Schedules(Sends sends, TaskScheduler scheduler, Changes changes) {
		this.sends = sends;
		this.scheduler = scheduler;
		this.changes = changes;
	}

	/**
	 * Starts to send a message, as often as it says.
	 * @param request the message
	 * @return the first send
	 */
	public SendView submit(SendRequest request) {
		MailMessage message = request.toMessage();
		String token = request.userToken();
		if (request.repeats() == 1) {
			return this.sends.submit(message, token);
		}
		ScheduleView schedule = start(token, request.repeats(), request.pause());
		try {
			SendView first = this.sends.submit(message, numbered(token, 1));
			sent(schedule.id());
			goOn(new Repetition(schedule.id(), message, token, request.pause()));
			return first;
		}
		catch (RuntimeException ex) {
			remove(schedule.id());
			throw ex;
		}
	}

	private void goOn(Repetition repetition) {
		if (!repetition.pause().isZero()) {
			// Nobody waits for it: what goes wrong, the schedule says.
			ScheduledFuture<?> unused = this.scheduler.schedule(() -> next(repetition),
					Instant.now().plus(repetition.pause()));
			return;
		}
		boolean more = true;
		while (more) {
			more = sendNext(repetition);
		}
	}

	private void next(Repetition repetition) {
		if (sendNext(repetition)) {
			goOn(repetition);
		}
	}

	/**
	 * What goes wrong here nobody waits for: the schedule says it.
	 */
	private boolean sendNext(Repetition repetition) {
		Optional<ScheduleView> schedule = running().filter((one) -> one.id() == repetition.id()).findFirst();
		if (schedule.isEmpty()) {
			return false;
		}
		try {
			this.sends.submit(repetition.message(), numbered(repetition.token(), schedule.get().sent() + 1));
			return sent(repetition.id());
		}
		catch (RuntimeException ex) {
			stop(repetition.id(), String.valueOf(ex.getMessage()));
			return false;
		}
	}

	private static String numbered(String token, int number) {
		return (token + " #" + number).strip();
	}

	/**
	 * Starts no more sends of a schedule.
	 * @param id its number
	 * @return the schedule, or empty if there is none
	 */
	public Optional<ScheduleView> stop(long id) {
		return stop(id, "Stopped.");
	}

	/**
	 * Starts no more sends of any schedule, and withdraws what can be withdrawn.
	 * @return how many sends were pending, how many schedules there were
	 */
	public CancelledAll cancelAll() {
		List<ScheduleView> running = running().toList();
		running.forEach((schedule) -> stop(schedule.id()));
		return new CancelledAll(this.sends.cancelAll(), running.size());
	}

	private Stream<ScheduleView> running() {
		return after(0).stream().filter((schedule) -> !schedule.ended());
	}

	@Override
	public String event() {
		return "schedule";
	}

	@Override
	public List<ScheduleView> after(long change) {
		this.lock.lock();
		try {
			return this.schedules.values().stream().filter((schedule) -> schedule.change() > change).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	private ScheduleView start(String token, int total, Duration pause) {
		this.lock.lock();
		try {
			forgetOldest();
			if (this.schedules.size() >= LIMIT) {
				throw new InvalidSendException(Map.of("repeat",
						"wait until one of the " + LIMIT + " schedules that run has ended, or stop one"));
			}
			ScheduleView schedule = new ScheduleView(++this.lastId, token, 0, total, pause.toSeconds(), false, "",
					this.changes.next());
			this.schedules.put(schedule.id(), schedule);
			return schedule;
		}
		finally {
			this.lock.unlock();
		}
	}

	@GuardedBy("lock")
	private void forgetOldest() {
		Iterator<ScheduleView> oldest = this.schedules.values().iterator();
		while (this.schedules.size() >= LIMIT && oldest.hasNext()) {
			if (oldest.next().ended()) {
				oldest.remove();
			}
		}
	}

	private boolean sent(long id) {
		this.lock.lock();
		try {
			ScheduleView next = this.schedules.computeIfPresent(id,
					(same, schedule) -> schedule.withSent(schedule.sent() + 1, this.changes.next()));
			return next != null && !next.ended();
		}
		finally {
			this.lock.unlock();
		}
	}

	private Optional<ScheduleView> stop(long id, String detail) {
		this.lock.lock();
		try {
			return Optional.ofNullable(this.schedules.computeIfPresent(id,
					(same, schedule) -> schedule.ended() ? schedule : schedule.stopped(detail, this.changes.next())));
		}
		finally {
			this.lock.unlock();
		}
	}

	private void remove(long id) {
		this.lock.lock();
		try {
			this.schedules.remove(id);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A message to send again.
	 *
	 * @param id the schedule's number
	 * @param message the message
	 * @param token the user's token, without a number
	 * @param pause between two sends
	 */
	private record Repetition(long id, MailMessage message, String token, Duration pause) {
	}

	/**
	 * The answer to a request to cancel everything.
	 *
	 * @param pending how many sends were pending; each one's end says whether it was
	 * withdrawn in time
	 * @param schedules how many schedules were stopped
	 */
	public record CancelledAll(int pending, int schedules) {
	}

}
