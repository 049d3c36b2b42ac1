package io.sendasync.mail.testserver;

/**
 * What the server's linter reports. The replies do not depend on it: they are those of a
 * strict but patient server.
 */
public enum LintRule {

	/** RFC 5321 §4.3.1. */
	COMMAND_BEFORE_GREETING,

	/** EHLO with neither a domain nor an address literal (RFC 5321 §4.1.1.1). */
	CLIENT_NAME,

	/** Over 512 octets, plus what the parameters in use may add (RFC 5321 §4.5.3.1.4). */
	COMMAND_TOO_LONG,

	/** A control character in a command (RFC 5321 §4.1.2). */
	CONTROL_CHARACTER,

	/** RFC 5321 §2.3.8. */
	BARE_CR,

	/** RFC 5321 §2.3.8. */
	BARE_LF,

	/** A line that starts with a dot was sent as it is (RFC 5321 §4.5.2). */
	DOT_NOT_STUFFED,

	/** More than 998 octets before CRLF (RFC 5321 §4.5.3.1.6). */
	LINE_TOO_LONG,

	/** Octets above 127 without BODY=8BITMIME or SMTPUTF8 (RFC 6152, RFC 6531). */
	EIGHT_BIT_NOT_ANNOUNCED,

	/** RFC 2920 §3.1. */
	PIPELINING_NOT_OFFERED,

	/** Something behind a command that must be the last of its group (RFC 2920 §3.1). */
	COMMAND_BEHIND_GROUP_END,

	/** BDAT before the envelope's replies were read (RFC 3030 §2). */
	BDAT_BEFORE_REPLIES,

	/** What follows a chunk is no command: its size was wrong (RFC 3030 §2). */
	WRONG_CHUNK_SIZE,

	/** MAIL inside an open transaction (RFC 5321 §4.1.4). */
	NESTED_TRANSACTION,

	/** A parameter, or a command, of an extension that was not offered. */
	PARAMETER_NOT_OFFERED,

	/** A value that the extension's grammar does not allow. */
	PARAMETER_VALUE,

	/** More than the server announced with LIMITS (RFC 9422). */
	LIMIT_EXCEEDED,

	/** AUTH PLAIN or LOGIN outside TLS, where it was not allowed. */
	CLEAR_TEXT_AUTH,

	/** Commands pipelined behind STARTTLS (RFC 3207 §4). */
	OCTETS_BEHIND_STARTTLS,

	/** A command where it cannot stand, such as RCPT without MAIL. */
	OUT_OF_ORDER,

	/** A space behind {@code FROM:} or {@code TO:} (RFC 5321 §3.3). */
	SPACE_AFTER_COLON,

	/** Content although every recipient was refused (RFC 2920 §3.1). */
	CONTENT_WITHOUT_RECIPIENTS,

	/** A client did not do what a {@link Script} expected. */
	SCRIPT_MISMATCH

}
