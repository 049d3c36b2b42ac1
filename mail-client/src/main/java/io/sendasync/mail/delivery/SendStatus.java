package io.sendasync.mail.delivery;

/**
 * Where a send stands. The last four are final.
 */
public enum SendStatus {

	/** Waiting for a connection. */
	QUEUED,

	/** A connection works on it; the server cannot have accepted it yet. */
	SENDING,

	/** The end of the content went out; the server has the word, cancelling is over. */
	COMMITTED,

	/** The server accepted it for all recipients. */
	COMPLETED,

	/** It failed, for at least one recipient, and the failure is certain. */
	FAILED,

	/** It may have been accepted; nobody can tell. */
	UNKNOWN,

	/** It was cancelled and is certainly not accepted. */
	CANCELLED;

	/**
	 * Whether this status is final.
	 * @return true if no other status follows
	 */
	public boolean isFinal() {
		return compareTo(COMPLETED) >= 0;
	}

}
