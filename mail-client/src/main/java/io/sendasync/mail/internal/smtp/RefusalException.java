package io.sendasync.mail.internal.smtp;

import java.io.IOException;

import io.sendasync.mail.delivery.SmtpReply;

/**
 * The server refused a part of the content, and both sides know where the next command
 * begins.
 */
final class RefusalException extends IOException {

	private static final long serialVersionUID = 1L;

	// A value; exceptions are serializable for historical reasons only.
	private final transient SmtpReply reply;

	RefusalException(SmtpReply reply) {
		super("The server refused a part of the content: " + reply);
		this.reply = reply;
	}

	SmtpReply reply() {
		return this.reply;
	}

}
