package io.sendasync.mail.delivery;

/**
 * A reply code of RFC 5321 §4.2, or {@link #GENERAL_FAILURE} where no reply was read. Any
 * three-digit code is a value; the constants name the usual ones.
 *
 * @param value the number: 200 to 599, or -1
 */
public record SmtpStatusCode(int value) {

	/** No reply was read: the failure is on our side of the connection. */
	public static final SmtpStatusCode GENERAL_FAILURE = new SmtpStatusCode(-1);

	/** 220. */
	public static final SmtpStatusCode SERVICE_READY = new SmtpStatusCode(220);

	/** 221. */
	public static final SmtpStatusCode SERVICE_CLOSING = new SmtpStatusCode(221);

	/** 250. */
	public static final SmtpStatusCode OK = new SmtpStatusCode(250);

	/** 354. */
	public static final SmtpStatusCode START_MAIL_INPUT = new SmtpStatusCode(354);

	/** 421: the server closes the connection. */
	public static final SmtpStatusCode SERVICE_NOT_AVAILABLE = new SmtpStatusCode(421);

	/** 450: temporary. */
	public static final SmtpStatusCode MAILBOX_BUSY = new SmtpStatusCode(450);

	/** 451: temporary. */
	public static final SmtpStatusCode LOCAL_ERROR_IN_PROCESSING = new SmtpStatusCode(451);

	/** 452: temporary. */
	public static final SmtpStatusCode INSUFFICIENT_STORAGE = new SmtpStatusCode(452);

	/** 454: temporary failure of TLS or authentication. */
	public static final SmtpStatusCode TEMPORARY_FAILURE = new SmtpStatusCode(454);

	/** 500. */
	public static final SmtpStatusCode COMMAND_UNRECOGNIZED = new SmtpStatusCode(500);

	/** 501. */
	public static final SmtpStatusCode SYNTAX_ERROR = new SmtpStatusCode(501);

	/** 502. */
	public static final SmtpStatusCode COMMAND_NOT_IMPLEMENTED = new SmtpStatusCode(502);

	/** 503. */
	public static final SmtpStatusCode BAD_COMMAND_SEQUENCE = new SmtpStatusCode(503);

	/** 504. */
	public static final SmtpStatusCode PARAMETER_NOT_IMPLEMENTED = new SmtpStatusCode(504);

	/** 530: TLS or authentication comes first. */
	public static final SmtpStatusCode AUTHENTICATION_REQUIRED = new SmtpStatusCode(530);

	/** 535. */
	public static final SmtpStatusCode AUTHENTICATION_FAILED = new SmtpStatusCode(535);

	/** 550. */
	public static final SmtpStatusCode MAILBOX_UNAVAILABLE = new SmtpStatusCode(550);

	/** 551. */
	public static final SmtpStatusCode USER_NOT_LOCAL = new SmtpStatusCode(551);

	/** 552. */
	public static final SmtpStatusCode EXCEEDED_STORAGE_ALLOCATION = new SmtpStatusCode(552);

	/** 553. */
	public static final SmtpStatusCode MAILBOX_NAME_NOT_ALLOWED = new SmtpStatusCode(553);

	/** 554. */
	public static final SmtpStatusCode TRANSACTION_FAILED = new SmtpStatusCode(554);

	/**
	 * Creates a code.
	 * @throws IllegalArgumentException unless it is -1 or within 200 to 599
	 */
	public SmtpStatusCode {
		if (value != -1 && (value < 200 || value > 599)) {
			throw new IllegalArgumentException("Not an SMTP reply code: " + value);
		}
	}

	/**
	 * Whether the same command may succeed later (4yz).
	 * @return true for 400 to 499
	 */
	public boolean isTransient() {
		return this.value / 100 == 4;
	}

	/**
	 * Whether the server refused for good (5yz).
	 * @return true for 500 to 599
	 */
	public boolean isPermanent() {
		return this.value / 100 == 5;
	}

	@Override
	public String toString() {
		return Integer.toString(this.value);
	}

}
