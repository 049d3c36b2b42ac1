package io.sendasync.mail.sample.send;

/**
 * The mail client takes no messages: it is set wrongly, or the application stops.
 */
public final class ClientNotReadyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public ClientNotReadyException(IllegalStateException cause) {
		super("The mail client takes no message: " + cause.getMessage(), cause);
	}

}
