package io.sendasync.mail.delivery;

import java.util.List;

/**
 * The server refused several recipients, or the message did not get to them although it
 * got to others.
 */
public final class SmtpFailedRecipientsException extends SmtpFailedRecipientException {

	private static final long serialVersionUID = 1L;

	private final transient List<SmtpFailedRecipientException> failures;

	/**
	 * Creates an exception that speaks for several.
	 * @param message what happened
	 * @param failures one for each such recipient, in the envelope's order, at least two
	 */
	public SmtpFailedRecipientsException(String message, List<SmtpFailedRecipientException> failures) {
		super(message, first(failures).failedRecipient(), first(failures).reply().orElse(null),
				first(failures).getCause());
		this.failures = List.copyOf(failures);
		this.failures.forEach(this::addSuppressed);
	}

	private static SmtpFailedRecipientException first(List<SmtpFailedRecipientException> failures) {
		if (failures.size() < 2) {
			throw new IllegalArgumentException("Expected at least two failures, not " + failures.size());
		}
		return failures.get(0);
	}

	/**
	 * The failures.
	 * @return one exception for each recipient without the message, in the envelope's
	 * order
	 */
	public List<SmtpFailedRecipientException> failures() {
		return this.failures;
	}

	/**
	 * Whether each of the failures is transient.
	 */
	@Override
	public boolean isTransient() {
		return this.failures.stream().allMatch(SmtpException::isTransient);
	}

}
