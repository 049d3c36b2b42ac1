package io.sendasync.mail.internal.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

import io.sendasync.mail.message.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one envelope. Those that were made to learn their length are kept until
 * they are sent.
 */
final class EnvelopeCommands {

	private final Mail mail;

	private final MailParameters parameters;

	private @Nullable Command mailCommand;

	// The first ones: long envelopes are not made twice, and not kept whole.
	private final List<Command> rcptCommands = new ArrayList<>(1);

	EnvelopeCommands(Mail mail, MailParameters parameters) {
		this.mail = mail;
		this.parameters = parameters;
	}

	Command mail() {
		if (this.mailCommand == null) {
			this.mailCommand = Command.mail(this.mail, this.parameters);
		}
		return this.mailCommand;
	}

	/**
	 * The command for one recipient.
	 * @param place in the envelope
	 */
	Command rcpt(int place) {
		if (place < this.rcptCommands.size()) {
			return this.rcptCommands.get(place);
		}
		return Command.rcpt(recipients().get(place), this.mail, this.parameters);
	}

	/**
	 * Whether all of them fit.
	 * @param others octets that go with them
	 * @param limit says whether so many octets do
	 */
	boolean fit(int others, IntPredicate limit) {
		int octets = others + mail().length();
		for (int place = 0; place < recipients().size() && limit.test(octets); place++) {
			Command command = rcpt(place);
			if (place == this.rcptCommands.size()) {
				this.rcptCommands.add(command);
			}
			octets += command.length();
		}
		return limit.test(octets);
	}

	private List<MailAddress> recipients() {
		return this.mail.envelope().recipients();
	}

}
