package io.sendasync.mail.sample.web;

import java.util.Arrays;
import java.util.List;

import io.sendasync.mail.sample.server.Weather;

/**
 * The embedded server cannot behave like that.
 */
final class NoSuchWeatherException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NoSuchWeatherException() {
		super("Send {\"weather\": …} with one of " + String.join(", ", names()) + ".");
	}

	static List<String> names() {
		return Arrays.stream(Weather.values()).map(Weather::publicName).toList();
	}

}
