package io.sendasync.mail.testserver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An open mail transaction. Confined to its connection's thread.
 */
final class Transaction {

	private final String reversePath;

	private final Map<String, String> mailParameters;

	private final List<String> recipients = new ArrayList<>();

	private final Map<String, Map<String, String>> recipientParameters = new LinkedHashMap<>();

	private @Nullable ContentCollector chunks;

	Transaction(PathArgument mail) {
		this.reversePath = mail.path();
		this.mailParameters = mail.parameters();
	}

	void addRecipient(PathArgument recipient) {
		this.recipients.add(recipient.path());
		this.recipientParameters.put(recipient.path(), recipient.parameters());
	}

	String reversePath() {
		return this.reversePath;
	}

	Map<String, String> mailParameters() {
		return this.mailParameters;
	}

	List<String> recipients() {
		return this.recipients;
	}

	Map<String, Map<String, String>> recipientParameters() {
		return this.recipientParameters;
	}

	boolean isUtf8() {
		return this.mailParameters.containsKey("SMTPUTF8");
	}

	boolean allowsEightBit() {
		String body = this.mailParameters.getOrDefault("BODY", "");
		return isUtf8() || body.equalsIgnoreCase("8BITMIME") || body.equalsIgnoreCase("BINARYMIME");
	}

	/** What BDAT has brought so far, or {@code null} if there was no BDAT. */
	@Nullable ContentCollector chunks() {
		return this.chunks;
	}

	void chunks(ContentCollector chunks) {
		this.chunks = chunks;
	}

}
