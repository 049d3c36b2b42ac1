package io.sendasync.mail.sample.server;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.sample.changes.Changes;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Service;

/**
 * The mail server that is used, embedded or external, and what may be done with it.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
@Service
public final class MailServer {

	private final @Nullable EmbeddedServer embedded;

	private final @Nullable String host;

	private final Set<MailAddress> allowedRecipients;

	private final Changes changes;

	MailServer(ObjectProvider<EmbeddedServer> embedded, Environment environment, SampleProperties properties,
			Changes changes) {
		this.embedded = embedded.getIfAvailable();
		this.host = environment.getProperty(NoExternalHostCondition.HOST);
		this.allowedRecipients = properties.allowedRecipients()
			.stream()
			.map(MailAddress::parse)
			.collect(Collectors.toUnmodifiableSet());
		this.changes = changes;
	}

	/**
	 * Which server it is, and how it is set.
	 * @return the status of this moment
	 */
	public ServerStatus status() {
		if (this.embedded == null) {
			return new ServerStatus(false, false, null, "Mail goes to the server " + this.host
					+ " (mail.smtp.host). What arrives there cannot be shown here.");
		}
		Weather weather = this.embedded.weather();
		return new ServerStatus(true, weather == Weather.SLOW, weather.publicName(),
				"Mail goes to the SMTP server inside this application (GreenMail on port " + this.embedded.port()
						+ " of the loopback interface).");
	}

	/**
	 * Makes the embedded server slow or fast.
	 * @param slow true for slow
	 * @return the new status, or empty if the server is an external one
	 */
	public Optional<ServerStatus> setSlow(boolean slow) {
		boolean change = weather().filter((weather) -> slow != (weather == Weather.SLOW)).isPresent();
		return change ? setWeather(slow ? Weather.SLOW : Weather.CALM) : weather().map((weather) -> status());
	}

	/**
	 * How the embedded server behaves.
	 * @return the weather, or empty if the server is an external one
	 */
	public Optional<Weather> weather() {
		return Optional.ofNullable(this.embedded).map(EmbeddedServer::weather);
	}

	/**
	 * Changes how the embedded server behaves. Connections that are open may never meet
	 * the new weather: have the client replace them.
	 * @param weather the new weather
	 * @return the new status, or empty if the server is an external one
	 */
	public Optional<ServerStatus> setWeather(Weather weather) {
		if (this.embedded == null) {
			return Optional.empty();
		}
		this.embedded.setWeather(weather);
		this.changes.next();
		return Optional.of(status());
	}

	/**
	 * Those of the recipients to whom this application may not send, so that it is no
	 * open relay. The embedded server takes all: nothing leaves it.
	 * @param recipients the recipients of a message
	 * @return those who are not allowed
	 */
	public List<MailAddress> notAllowed(List<MailAddress> recipients) {
		return (this.embedded != null) ? List.of()
				: recipients.stream().filter((recipient) -> !this.allowedRecipients.contains(recipient)).toList();
	}

}
