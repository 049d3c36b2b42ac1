package io.sendasync.mail.sample.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import io.sendasync.mail.delivery.SendStatus;

/**
 * How the embedded server behaves, and what somebody who sends through it will see.
 */
public enum Weather {

	/** Everything works. */
	CALM("Calm", SendStatus.COMPLETED, false, "the server accepts the message and says so."),

	/** Replies take their time. */
	SLOW("Slow", SendStatus.COMPLETED, false,
			"some seconds later, since every reply takes its time. Until the content is out whole, cancelling is certain."),

	/** A transient refusal of each recipient. */
	RCPT_4XX("Recipient refused for now (4xx)", SendStatus.FAILED, false,
			"450 for each recipient. Nothing was delivered, and a later attempt may succeed: the failure says that it is transient."),

	/** A permanent refusal of each recipient. */
	RCPT_5XX("Recipient refused (5xx)", SendStatus.FAILED, false,
			"550 for each recipient. Nothing was delivered, and trying again is of no use."),

	/** A transient refusal of a message that the server has read. */
	DATA_4XX("Message refused for now (4xx)", SendStatus.FAILED, false,
			"452 after the whole message. A refusal is an answer, so it is certain that nothing was delivered."),

	/** The connection breaks before the server says what it did with the message. */
	DROP_AFTER_DOT("Connection lost after the final dot", SendStatus.UNKNOWN, false,
			"the server may have the message (here it does: see the inbox), and nobody can know from outside. Nothing is sent twice."),

	/** The connection breaks while the content travels. */
	DROP_IN_CONTENT("Connection lost in the content", SendStatus.FAILED, false,
			"a large message was not out whole, so nothing was delivered, also not by the second attempt on a new connection."
					+ " A message so small that it was out whole is UNKNOWN."),

	/** No connection comes about. */
	REFUSE_CONNECTIONS("No connection", SendStatus.FAILED, true,
			"the server hangs up before it says a word. Nothing was sent."),

	/** The certificate is for another host. */
	TLS_WRONG_HOST("Certificate of another host", SendStatus.FAILED, true,
			"whoever answers cannot prove to be the server. Neither the password nor the message was sent."),

	/** The certificate comes from an authority that the client does not know. */
	TLS_UNTRUSTED("Certificate that nobody vouches for", SendStatus.FAILED, true,
			"the certificate is from an unknown authority. Neither the password nor the message was sent."),

	/** User name and password are refused. */
	REFUSE_LOGIN("Login refused", SendStatus.FAILED, true,
			"535 to user name and password. The client does not go on without login, as some do.");

	private final String title;

	private final SendStatus outcome;

	private final boolean meetsNewConnections;

	private final String reason;

	Weather(String title, SendStatus outcome, boolean meetsNewConnections, String reason) {
		this.title = title;
		this.outcome = outcome;
		this.meetsNewConnections = meetsNewConnections;
		this.reason = reason;
	}

	/**
	 * Finds a weather by the name that it has outside.
	 * @param name a name
	 * @return the weather, or empty if there is none of that name
	 */
	public static Optional<Weather> named(String name) {
		return Arrays.stream(values()).filter((weather) -> weather.publicName().equals(name)).findFirst();
	}

	/**
	 * The name outside, in lower case with hyphens.
	 * @return the name, such as {@code drop-after-dot}
	 */
	public String publicName() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * A few words for people.
	 * @return the title
	 */
	public String title() {
		return this.title;
	}

	/**
	 * How the send that is made to try it out ends.
	 * @return a final status
	 */
	public SendStatus outcome() {
		return this.outcome;
	}

	/**
	 * Why, as one line for people.
	 * @return what the server does and what it means
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * What one will see and why, as one line for people.
	 * @return the outcome and its reason
	 */
	public String promise() {
		return this.outcome + ": " + this.reason;
	}

	/**
	 * Whether only a new connection meets it.
	 * @return false if it changes what happens on connections that are open
	 */
	public boolean meetsNewConnections() {
		return this.meetsNewConnections;
	}

}
