package io.sendasync.mail.sample.send;

import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailMessageBuilder;
import io.sendasync.mail.sample.server.Weather;

import org.springframework.stereotype.Service;

/**
 * Sends one message by which the weather of the embedded server is seen.
 */
@Service
public final class WeatherTrial {

	/**
	 * More than what a socket takes without a reader on the other side: several
	 * megabytes, on the loopback interface.
	 */
	private static final int LARGE_OCTETS = 16 * 1024 * 1024;

	private final Sends sends;

	WeatherTrial(Sends sends) {
		this.sends = sends;
	}

	/**
	 * Starts to send.
	 * @param weather the weather
	 * @return the send, which ends with the weather's {@linkplain Weather#outcome
	 * outcome} unless that changes meanwhile
	 */
	public SendView send(Weather weather) {
		MailMessageBuilder message = MailMessage.builder()
			.from("weather@contoso.com")
			.to("ben@contoso.com")
			.subject("Weather: " + weather.title())
			.text("What one should see: " + weather.promise());
		if (weather == Weather.DROP_IN_CONTENT) {
			message.attachment(Attachment.of("large.bin", new byte[LARGE_OCTETS], "application/octet-stream"));
		}
		return this.sends.submit(message.build(), "weather " + weather.publicName());
	}

}
