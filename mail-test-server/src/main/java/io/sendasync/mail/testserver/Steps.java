package io.sendasync.mail.testserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.sendasync.mail.testserver.At.Place;
import io.sendasync.mail.testserver.At.Step;
import io.sendasync.mail.testserver.SessionRecord.Ending;

/**
 * Takes the steps of a dialogue, each by way of the holds and faults that are planned for
 * it. Confined to the connection's thread.
 */
final class Steps {

	/** Behind these a client may have sent more (RFC 2920 §3.1). */
	private static final Set<Step> IN_GROUPS = EnumSet.of(Step.MAIL, Step.RCPT, Step.RSET, Step.BDAT, Step.END_OF_DATA);

	private final Session session;

	private final Wire wire;

	private final FaultPlan plan;

	Steps(Session session) {
		this.session = session;
		this.wire = session.wire();
		this.plan = session.context().plan();
	}

	/** {@link #take(Place, char, Effect)} for the open transaction, if any. */
	List<String> take(Step step, char success, Effect effect) throws IOException {
		return take(step, this.session.recipients(), success, effect);
	}

	List<String> take(Step step, Collection<String> addresses, char success, Effect effect) throws IOException {
		return take(new Place(step, this.session.number(), addresses, 0), success, effect);
	}

	/**
	 * Takes one step.
	 * @param place where the dialogue is
	 * @param success the first digit of the reply that means success
	 * @param effect does what the client asked for, and says so
	 * @return the reply that was given to the client; empty if it got none
	 */
	List<String> take(Place place, char success, Effect effect) throws IOException {
		List<String> reply = reply(place, success, effect);
		if (IN_GROUPS.contains(place.step()) && this.session.settings().transport().answersAtOnce()) {
			this.wire.flushReply();
		}
		return reply;
	}

	private List<String> reply(Place place, char success, Effect effect) throws IOException {
		Hold hold = this.plan.holdAt(place);
		if (hold != null) {
			this.wire.flush();
			this.session.log().remark("held at " + place.step());
			hold.pass();
		}
		Fault fault = this.plan.take(place);
		if (fault == null) {
			return send(effect.perform());
		}
		this.session.log().remark("fault at " + place.step() + ": " + fault);
		Effect once = effect;
		if (fault.acceptsFirst()) {
			List<String> done = effect.perform();
			once = () -> done;
		}
		else if (fault.repliesWith(success) && isOtherReply(fault)) {
			once.perform();
		}
		else if (place.step() == Step.END_OF_DATA && isLostReply(fault)) {
			once = () -> this.session.reply(250, "2.0.0", "accepted");
		}
		return apply(fault, once);
	}

	/** Whether the client does not get the normal reply, at least not all of it. */
	private static boolean isLostReply(Fault fault) {
		return fault.kind() == Fault.Kind.NO_REPLY || fault.kind() == Fault.Kind.TRUNCATED;
	}

	private static boolean isOtherReply(Fault fault) {
		return fault.kind() == Fault.Kind.REPLY || fault.kind() == Fault.Kind.REPLY_THEN_CLOSE;
	}

	private List<String> apply(Fault fault, Effect effect) throws IOException {
		return switch (fault.kind()) {
			case NONE -> send(effect.perform());
			case REPLY, GARBAGE -> send(fault.lines());
			case EXTRA_REPLY -> {
				List<String> reply = send(effect.perform());
				send(fault.lines());
				yield reply;
			}
			case NO_REPLY -> {
				effect.perform();
				yield List.of();
			}
			case DELAY, STALL -> {
				this.wire.flush();
				await(fault);
				yield send(effect.perform());
			}
			case DRIP -> {
				List<String> reply = effect.perform();
				reply.forEach(this.session.log()::server);
				this.wire.drip(octets(reply), fault.duration());
				yield reply;
			}
			case REPLY_THEN_CLOSE, CLOSE, RESET, TRUNCATED -> throw end(fault, effect);
		};
	}

	private void await(Fault fault) throws IOException {
		if (fault.kind() == Fault.Kind.STALL) {
			this.wire.stall(this.plan.stall());
		}
		else {
			this.session.context().pause(fault.duration());
		}
	}

	private SessionEnd end(Fault fault, Effect effect) throws IOException {
		switch (fault.kind()) {
			case REPLY_THEN_CLOSE -> {
				send(fault.lines());
				this.wire.closeGently();
			}
			case TRUNCATED -> {
				byte[] reply = octets(effect.perform());
				this.wire.write(Arrays.copyOf(reply, Math.min(fault.octets(), reply.length)));
				this.wire.closeGently();
			}
			case RESET -> {
				this.wire.flush();
				this.wire.reset();
			}
			default -> {
				this.wire.flush();
				this.wire.closeAbruptly();
			}
		}
		return new SessionEnd(Ending.CLOSED_BY_SERVER);
	}

	/** Does what no command asked for; {@code false} if that ended the connection. */
	boolean unasked(Fault fault) throws IOException {
		SessionLog log = this.session.log();
		log.remark("fault while idle: " + fault);
		send(fault.lines());
		switch (fault.kind()) {
			case CLOSE -> {
				log.end(Ending.CLOSED_BY_SERVER);
				this.wire.abort();
			}
			case RESET -> {
				log.end(Ending.CLOSED_BY_SERVER);
				this.wire.reset();
			}
			case REPLY_THEN_CLOSE -> {
				log.end(Ending.CLOSED_BY_SERVER);
				this.wire.endOutput();
			}
			default -> {
				this.wire.flush();
				return true;
			}
		}
		return false;
	}

	private List<String> send(List<String> lines) {
		for (String line : lines) {
			this.session.log().server(line);
			this.wire.writeLine(line);
		}
		return lines;
	}

	private static byte[] octets(List<String> lines) {
		return (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
	}

	/** What a command does; returns the lines of its reply. */
	@FunctionalInterface
	interface Effect {

		List<String> perform() throws IOException;

	}

}
