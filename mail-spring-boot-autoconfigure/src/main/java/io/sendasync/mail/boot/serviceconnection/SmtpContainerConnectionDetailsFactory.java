package io.sendasync.mail.boot.serviceconnection;

import java.util.Arrays;
import java.util.List;
import java.util.HashMap;
import java.util.Map;

import io.sendasync.mail.boot.SmtpConnectionDetails;
import io.sendasync.mail.delivery.TlsMode;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Connection details of a {@link MailImage} that Testcontainers runs.
 */
final class SmtpContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, SmtpConnectionDetails> {

	SmtpContainerConnectionDetailsFactory() {
		super(List.of(MailImage.images()));
	}

	@Override
	protected SmtpConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new Details(source);
	}

	/**
	 * Asks the container late: it starts behind the creation of the bean.
	 */
	private static final class Details extends ContainerConnectionDetails<Container<?>>
			implements SmtpConnectionDetails {

		private final MailImage image;

		Details(ContainerConnectionSource<Container<?>> source) {
			super(source);
			// The connection name, which may stand for an image of another name.
			this.image = Arrays.stream(MailImage.values())
				.filter((known) -> source.accepts(known.image(), Container.class, SmtpConnectionDetails.class))
				.findFirst()
				.orElseThrow();
		}

		private Map<String, @Nullable String> env() {
			return new HashMap<String, @Nullable String>(getContainer().getEnvMap());
		}

		@Override
		public String getHost() {
			return getContainer().getHost();
		}

		@Override
		public Integer getPort() {
			return getContainer().getMappedPort(this.image.port(env()));
		}

		@Override
		public @Nullable String getUsername() {
			return MailLogin.usernameOf(this.image.login(env()));
		}

		@Override
		public @Nullable String getPassword() {
			return MailLogin.passwordOf(this.image.login(env()));
		}

		@Override
		public TlsMode getTlsMode() {
			return this.image.tls(env(), getSslBundle() != null);
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
