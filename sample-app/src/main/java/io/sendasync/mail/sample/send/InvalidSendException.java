package io.sendasync.mail.sample.send;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The user's message cannot be sent as it is.
 */
public final class InvalidSendException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Map<String, String> errors;

	InvalidSendException(Map<String, String> errors) {
		super(errors.entrySet()
			.stream()
			.map((error) -> error.getKey() + ": " + error.getValue())
			.collect(Collectors.joining("; ")));
		this.errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
	}

	/**
	 * What to do about each wrong field.
	 * @return the advice by the field's name, in the form's order
	 */
	public Map<String, String> errors() {
		return this.errors;
	}

}
