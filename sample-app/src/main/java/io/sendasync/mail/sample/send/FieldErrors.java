package io.sendasync.mail.sample.send;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with the fields of a form, at most one thing for each.
 */
final class FieldErrors {

	private final Map<String, String> errors = new LinkedHashMap<>();

	/**
	 * Does something with a field.
	 * @param field its name
	 * @param advice what to do if that fails
	 * @param conversion throws {@code IllegalArgumentException} if the field is wrong
	 */
	void check(String field, String advice, Runnable conversion) {
		try {
			conversion.run();
		}
		catch (IllegalArgumentException ex) {
			this.errors.putIfAbsent(field, advice + " (" + ex.getMessage() + ")");
		}
	}

	void throwIfAny() {
		if (!this.errors.isEmpty()) {
			throw new InvalidSendException(this.errors);
		}
	}

	static String required(@Nullable String value) {
		if (value == null || value.isBlank()) {
			throw new IllegalArgumentException("it is empty");
		}
		return value.strip();
	}

	static String atMost(int length, @Nullable String value) {
		if (value == null) {
			return "";
		}
		if (value.length() > length) {
			throw new IllegalArgumentException("these are " + value.length());
		}
		return value;
	}

	/**
	 * A whole number.
	 * @param value the text, where empty means the lowest number
	 * @param lowest the lowest number
	 * @param highest the highest number
	 * @return the number
	 */
	static int number(@Nullable String value, int lowest, int highest) {
		if (value == null || value.isBlank()) {
			return lowest;
		}
		int number;
		try {
			number = Integer.parseInt(value.strip());
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("it is no whole number", ex);
		}
		if (number < lowest || number > highest) {
			throw new IllegalArgumentException("this is " + number);
		}
		return number;
	}

}
