package io.sendasync.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.sendasync.mail.testserver.Fault;

/**
 * A way in which the server misbehaves.
 *
 * @param name for the case's name
 * @param fault what the server is told
 * @param traits what else the oracle and the case's frame have to know
 */
record FaultKind(String name, Fault fault, Set<Trait> traits) {

	/** The octets of the shortest positive final reply, less its last one. */
	private static final int ALL_BUT_LF = "250 2.0.0 accepted\r".length();

	enum Trait {

		/** Only a time-out ends it. */
		SILENT,

		/** Replies and commands no longer belong together. */
		OUT_OF_STEP,

		/** What was written before it may not arrive. */
		TAKES_REPLIES_ALONG,

		/** Needs the reply to a command, so it cannot happen within the content. */
		NEEDS_COMMAND,

		/** The normal reply does not arrive whole. */
		LOSES_REPLY,

		/** A positive reply where there is nothing to reply to. */
		POSITIVE,

		/** May happen unasked. */
		UNASKED

	}

	static List<FaultKind> all() {
		List<FaultKind> kinds = new ArrayList<>(List.of(kind("close", Fault.close(), Trait.LOSES_REPLY, Trait.UNASKED),
				kind("reset", Fault.reset(), Trait.TAKES_REPLIES_ALONG, Trait.LOSES_REPLY, Trait.UNASKED),
				kind("stall", Fault.stall(), Trait.SILENT),
				kind("no reply", Fault.noReply(), Trait.SILENT, Trait.OUT_OF_STEP, Trait.NEEDS_COMMAND,
						Trait.LOSES_REPLY),
				kind("garbage", Fault.garbage(), Trait.LOSES_REPLY, Trait.UNASKED),
				kind("changing code", Fault.reply("250-one", "550 other"), Trait.LOSES_REPLY, Trait.UNASKED),
				kind("endless line", Fault.reply("250 " + "x".repeat(20_000)), Trait.LOSES_REPLY, Trait.UNASKED),
				kind("drip", Fault.dripReply(), Trait.NEEDS_COMMAND),
				kind("extra 250", Fault.extraReply("250 2.0.0 extra"), Trait.OUT_OF_STEP, Trait.NEEDS_COMMAND),
				kind("extra 421", Fault.extraReply("421 4.3.2 extra"), Trait.OUT_OF_STEP, Trait.NEEDS_COMMAND)));
		kinds.addAll(List.of(kind("421", Fault.reply("421 4.3.2 closing"), Trait.UNASKED),
				kind("421 and close", Fault.replyThenClose("421 4.3.2 closing"), Trait.UNASKED),
				kind("450", Fault.reply("450 4.7.1 later")),
				kind("550", Fault.reply("550-5.7.1 no", "550 5.7.1 never")),
				kind("554 and close", Fault.replyThenClose("554 5.7.1 go away")),
				kind("250", Fault.reply("250 2.0.0 fine"), Trait.POSITIVE),
				kind("354", Fault.reply("354 go on"), Trait.LOSES_REPLY)));
		IntStream.of(1, 3, 4, 12).mapToObj(FaultKind::truncated).forEach(kinds::add);
		return List.copyOf(kinds);
	}

	/** The final reply ends behind each of its octets. */
	static List<FaultKind> truncations() {
		return IntStream.rangeClosed(1, ALL_BUT_LF).mapToObj(FaultKind::truncated).toList();
	}

	private static FaultKind truncated(int octets) {
		return kind("reply ends after " + octets, Fault.truncatedReply(octets), Trait.NEEDS_COMMAND, Trait.LOSES_REPLY);
	}

	private static FaultKind kind(String name, Fault fault, Trait... traits) {
		return new FaultKind(name, fault, Set.of(traits));
	}

	boolean has(Trait trait) {
		return this.traits.contains(trait);
	}

}
