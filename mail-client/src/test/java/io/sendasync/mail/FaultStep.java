package io.sendasync.mail;

import java.util.List;
import java.util.stream.Stream;

import io.sendasync.mail.FaultKind.Trait;
import io.sendasync.mail.testserver.At;

/**
 * Where the server misbehaves.
 */
enum FaultStep {

	CONNECT, EHLO, STARTTLS, TLS_HANDSHAKE, EHLO_INSIDE_TLS, AUTH, AUTH_USER, AUTH_PASSWORD, RSET, MAIL, FIRST_RCPT,
	SECOND_RCPT, DATA, CONTENT_START, FIRST_CHUNK, CONTENT_LATER, LATER_CHUNK, END, END_ACCEPTED, IDLE, QUIT;

	/**
	 * Whether it belongs to the connection, not to a message.
	 */
	boolean isOfConnection() {
		return compareTo(AUTH_PASSWORD) <= 0;
	}

	boolean isOfLogin() {
		return compareTo(AUTH) >= 0 && compareTo(AUTH_PASSWORD) <= 0;
	}

	boolean isOfChunks() {
		return this == FIRST_CHUNK || this == LATER_CHUNK;
	}

	boolean isWithinContent() {
		return this == CONTENT_START || this == CONTENT_LATER;
	}

	/**
	 * Whether the server passes there once before.
	 */
	boolean isSecondTurn() {
		return this == EHLO_INSIDE_TLS || this == AUTH_PASSWORD || this == LATER_CHUNK;
	}

	boolean isBehindEnvelope() {
		return compareTo(DATA) >= 0;
	}

	boolean isBeforeData() {
		return compareTo(DATA) < 0;
	}

	/**
	 * Where that is for the server.
	 * @param name of the message that is to suffer
	 */
	At at(String name) {
		String recipient = FaultCase.recipients(name).get(0);
		return switch (this) {
			case CONNECT -> At.CONNECT;
			case EHLO, EHLO_INSIDE_TLS -> At.EHLO;
			case STARTTLS -> At.STARTTLS;
			case TLS_HANDSHAKE -> At.TLS_HANDSHAKE;
			case AUTH -> At.AUTH;
			case AUTH_USER, AUTH_PASSWORD -> At.AUTH_RESPONSE;
			case RSET -> At.RSET;
			case MAIL -> At.MAIL.of(FaultCase.sender(name));
			case FIRST_RCPT -> At.RCPT.of(recipient);
			case SECOND_RCPT -> At.RCPT.of(FaultCase.recipients(name).get(1));
			case DATA -> At.DATA.of(recipient);
			case CONTENT_START -> At.CONTENT.of(recipient);
			case CONTENT_LATER -> At.CONTENT.of(recipient).after(200);
			case FIRST_CHUNK, LATER_CHUNK -> At.BDAT.of(recipient);
			case END, END_ACCEPTED -> At.END_OF_DATA.of(recipient);
			case IDLE -> At.IDLE;
			case QUIT -> At.QUIT;
		};
	}

	/**
	 * What can happen here so that a client can be held to something.
	 */
	Stream<FaultKind> kinds() {
		List<FaultKind> all = FaultKind.all();
		return switch (this) {
			// A positive reply before the end of the content looks like the one after it.
			case CONTENT_START, CONTENT_LATER ->
				all.stream().filter((kind) -> !kind.has(Trait.NEEDS_COMMAND) && !isPositive(kind));
			// A server that accepts and then refuses in so many words lies.
			case END_ACCEPTED -> Stream.concat(withoutTruncations(all).filter((kind) -> kind.has(Trait.LOSES_REPLY)),
					FaultKind.truncations().stream());
			case IDLE -> all.stream().filter((kind) -> kind.has(Trait.UNASKED));
			case QUIT -> all.stream().filter((kind) -> !kind.has(Trait.OUT_OF_STEP));
			// The server looks for a hasty client behind the last octet, when none is.
			case CONNECT, STARTTLS -> all.stream().filter((kind) -> !kind.name().equals("drip"));
			default -> all.stream();
		};
	}

	private static boolean isPositive(FaultKind kind) {
		return kind.has(Trait.POSITIVE) || kind.fault().toString().contains("[250 ");
	}

	private static Stream<FaultKind> withoutTruncations(List<FaultKind> kinds) {
		return kinds.stream().filter((kind) -> !kind.name().startsWith("reply ends"));
	}

}
