package io.sendasync.mail.boot.serviceconnection;

import io.sendasync.mail.boot.SmtpConnectionDetails;
import io.sendasync.mail.delivery.TlsMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

/**
 * Connection details of a {@link MailImage} that Docker Compose runs.
 */
final class SmtpDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<SmtpConnectionDetails> {

	private static final String NAME_LABEL = "org.springframework.boot.service-connection";

	SmtpDockerComposeConnectionDetailsFactory() {
		super(MailImage.images());
	}

	@Override
	protected SmtpConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new Details(source.getRunningService());
	}

	private static final class Details extends DockerComposeConnectionDetails implements SmtpConnectionDetails {

		private final String host;

		private final int port;

		private final @Nullable MailLogin login;

		private final TlsMode tls;

		private final @Nullable SslBundle sslBundle;

		Details(RunningService service) {
			super(service);
			String name = service.labels().getOrDefault(NAME_LABEL, service.image().toString());
			MailImage image = MailImage.of(name);
			this.host = service.host();
			this.port = service.ports().get(image.port(service.env()));
			this.login = image.login(service.env());
			this.sslBundle = getSslBundle(service);
			this.tls = image.tls(service.env(), this.sslBundle != null);
		}

		@Override
		public String getHost() {
			return this.host;
		}

		@Override
		public Integer getPort() {
			return this.port;
		}

		@Override
		public @Nullable String getUsername() {
			return MailLogin.usernameOf(this.login);
		}

		@Override
		public @Nullable String getPassword() {
			return MailLogin.passwordOf(this.login);
		}

		@Override
		public TlsMode getTlsMode() {
			return this.tls;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

	}

}
