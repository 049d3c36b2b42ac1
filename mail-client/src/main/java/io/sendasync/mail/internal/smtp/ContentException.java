package io.sendasync.mail.internal.smtp;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * The message itself could not be read or must not be sent; the network is not to blame.
 */
final class ContentException extends IOException {

	private static final long serialVersionUID = 1L;

	ContentException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
