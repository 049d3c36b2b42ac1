package io.sendasync.mail.delivery;

import java.util.List;

/**
 * The server refused several recipients.
 */
public final class SmtpFailedRecipientsException extends SmtpFailedRecipientException {

	private static final long serialVersionUID = 1L;

	private final transient List<SmtpFailedRecipientException> failures;

	/**
	 * Creates an exception that speaks for several.
	 * @param message what happened
	 * @param failures one for each refused recipient, in the envelope's order, at least
	 * two
	 */
	public SmtpFailedRecipientsException(String message, List<SmtpFailedRecipientException> failures) {
		super(message, first(failures).failedRecipient(), first(failures).reply().orElseThrow());
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
	 * The refusals.
	 * @return one exception for each refused recipient, in the order of the wire
	 */
	public List<SmtpFailedRecipientException> failures() {
		return this.failures;
	}

	/**
	 * Whether each of the refusals is transient.
	 */
	@Override
	public boolean isTransient() {
		return this.failures.stream().allMatch(SmtpException::isTransient);
	}

}
