package io.sendasync.mail.internal.smtp;

import java.io.IOException;

/**
 * What came is no reply of RFC 5321 §4.2: the connection is out of step for good.
 */
public final class ReplyException extends IOException {

	private static final long serialVersionUID = 1L;

	ReplyException(String message) {
		super(message);
	}

}
