package io.sendasync.mail.sample.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.sample.send.SendView;
import io.sendasync.mail.sample.send.WeatherTrial;
import io.sendasync.mail.sample.server.MailServer;
import io.sendasync.mail.sample.server.Weather;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The embedded server's weather: see it, change it, send a message through it.
 */
@RestController
@RequestMapping("/api/server/weather")
class WeatherController {

	private final MailServer mailServer;

	private final SmtpClient client;

	private final WeatherTrial trial;

	WeatherController(MailServer mailServer, SmtpClient client, WeatherTrial trial) {
		this.mailServer = mailServer;
		this.client = client;
		this.trial = trial;
	}

	@GetMapping
	WeatherView get() {
		return WeatherView.of(weather());
	}

	@PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	WeatherView set(@RequestBody WeatherRequest request) {
		Weather weather = Weather.named(String.valueOf(request.weather())).orElseThrow(NoSuchWeatherException::new);
		if (this.mailServer.setWeather(weather).isEmpty()) {
			throw new NoEmbeddedServerException();
		}
		if (weather.meetsNewConnections()) {
			this.client.retireConnections();
		}
		return WeatherView.of(weather);
	}

	@PostMapping(path = "/trials", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	SendView tryOut() {
		return this.trial.send(weather());
	}

	private Weather weather() {
		return this.mailServer.weather().orElseThrow(NoEmbeddedServerException::new);
	}

	record WeatherRequest(@Nullable String weather) {
	}

	/**
	 * The weather and what there is to choose from.
	 *
	 * @param weather the name
	 * @param promise what one will see, and why
	 * @param choices all that there are
	 */
	record WeatherView(String weather, String promise, List<Choice> choices) {

		static WeatherView of(Weather weather) {
			return new WeatherView(weather.publicName(), weather.promise(),
					Arrays.stream(Weather.values()).map(Choice::of).toList());
		}

	}

	/**
	 * One kind of weather.
	 *
	 * @param name the name
	 * @param title a few words for people
	 * @param outcome the status that a send ends with
	 * @param promise the same with the reason
	 */
	record Choice(String name, String title, String outcome, String promise) {

		static Choice of(Weather weather) {
			return new Choice(weather.publicName(), weather.title(), weather.outcome().name().toLowerCase(Locale.ROOT),
					weather.promise());
		}

	}

}
