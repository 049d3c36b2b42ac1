package io.sendasync.mail.testserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.sendasync.mail.testserver.At.Place;
import org.jspecify.annotations.Nullable;

/**
 * What is to go wrong, and where. Safe for use by several threads.
 */
final class FaultPlan {

	private static final Set<Fault.Kind> UNASKED = EnumSet.of(Fault.Kind.NONE, Fault.Kind.REPLY,
			Fault.Kind.REPLY_THEN_CLOSE, Fault.Kind.CLOSE, Fault.Kind.RESET, Fault.Kind.GARBAGE,
			Fault.Kind.EXTRA_REPLY);

	private static final Set<Fault.Kind> NORMAL_REPLY = EnumSet.of(Fault.Kind.NO_REPLY, Fault.Kind.DRIP,
			Fault.Kind.TRUNCATED);

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by {@link #lock}. */
	private final List<Planned> faults = new ArrayList<>();

	/** Guarded by {@link #lock}. */
	private final List<Hold> holds = new ArrayList<>();

	/** Guarded by {@link #lock}. */
	private Stall stall = new Stall();

	/** Refuses what could never have a meaning. */
	static void check(At at, Fault fault) {
		At.Step step = at.step();
		if (fault.acceptsFirst() && step != At.Step.END_OF_DATA) {
			throw new IllegalArgumentException("afterAccepting() makes sense at END_OF_DATA only, not at " + at);
		}
		if (step == At.Step.IDLE && !UNASKED.contains(fault.kind())) {
			throw new IllegalArgumentException(fault + " needs a command, so it cannot happen at IDLE");
		}
		if (step == At.Step.CONTENT && NORMAL_REPLY.contains(fault.kind())) {
			throw new IllegalArgumentException(fault + " needs a normal reply, and CONTENT has none");
		}
	}

	void add(At at, Fault fault) {
		this.lock.lock();
		try {
			this.faults.add(new Planned(at, fault, fault.count()));
		}
		finally {
			this.lock.unlock();
		}
	}

	Hold hold(At at) {
		Hold hold = new Hold(at);
		this.lock.lock();
		try {
			this.holds.add(hold);
		}
		finally {
			this.lock.unlock();
		}
		return hold;
	}

	/** The fault for that place, used up once; those with a limited number go first. */
	@Nullable Fault take(Place place) {
		this.lock.lock();
		try {
			Planned planned = this.faults.stream()
				.filter((candidate) -> candidate.at.matches(place))
				.min(Comparator.comparing(Planned::isEndless))
				.orElse(null);
			if (planned == null) {
				return null;
			}
			if (!planned.isEndless() && --planned.left == 0) {
				this.faults.remove(planned);
			}
			return planned.fault;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The hold for that place that nobody has released. */
	@Nullable Hold holdAt(Place place) {
		this.lock.lock();
		try {
			this.holds.removeIf(Hold::isReleased);
			return this.holds.stream().filter((hold) -> hold.at().matches(place)).findFirst().orElse(null);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** How much content, at least that many octets, has to come for the next fault. */
	OptionalLong nextContentOctets(Place place) {
		this.lock.lock();
		try {
			Stream<At> steps = Stream.concat(this.faults.stream().map((planned) -> planned.at),
					this.holds.stream().map(Hold::at));
			LongStream octets = steps.filter((at) -> at.step() == At.Step.CONTENT && at.matchesSession(place))
				.mapToLong(At::octets);
			return octets.filter((count) -> count >= place.octets()).min();
		}
		finally {
			this.lock.unlock();
		}
	}

	Stall stall() {
		this.lock.lock();
		try {
			return this.stall;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Lets go on whoever stalls or is held; later stalls stall again. */
	void release() {
		this.lock.lock();
		try {
			this.stall.released.countDown();
			this.stall = new Stall();
			this.holds.forEach(Hold::release);
			this.holds.clear();
		}
		finally {
			this.lock.unlock();
		}
	}

	void clear() {
		this.lock.lock();
		try {
			this.faults.clear();
		}
		finally {
			this.lock.unlock();
		}
	}

	List<String> describe() {
		this.lock.lock();
		try {
			return Stream
				.concat(this.faults.stream().map((planned) -> planned.fault + " at " + planned.at),
						this.holds.stream().map(Hold::toString))
				.toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** What the connections that stall now are waiting for. */
	static final class Stall {

		private final CountDownLatch released = new CountDownLatch(1);

		boolean isReleased() {
			return this.released.getCount() == 0;
		}

		void await(Duration duration) throws SessionEnd {
			try {
				this.released.await(duration.toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new SessionEnd(SessionRecord.Ending.CLOSED_BY_SERVER);
			}
		}

	}

	private static final class Planned {

		private final At at;

		private final Fault fault;

		private int left;

		private Planned(At at, Fault fault, int left) {
			this.at = at;
			this.fault = fault;
			this.left = left;
		}

		private boolean isEndless() {
			return this.left == Integer.MAX_VALUE;
		}

	}

}
