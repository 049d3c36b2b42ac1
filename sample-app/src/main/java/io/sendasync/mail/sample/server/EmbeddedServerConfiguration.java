package io.sendasync.mail.sample.server;

import java.net.InetAddress;

import io.sendasync.mail.boot.SmtpConnectionDetails;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Without {@code mail.smtp.host}, the server in this process is the mail server. Its
 * connection details take the place of those from the properties, as the details of a
 * service container would.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(NoExternalHostCondition.class)
class EmbeddedServerConfiguration {

	@Bean
	EmbeddedServer embeddedServer(Inbox inbox, CountedMailbox counted, SampleProperties properties) {
		return new EmbeddedServer(inbox, counted, properties.weather());
	}

	@Bean
	SmtpConnectionDetails embeddedServerConnectionDetails(EmbeddedServer server) {
		return new EmbeddedConnectionDetails(server.port(), server.access(), server.access().trust());
	}

	/**
	 * The TLS mode is the default, {@code AUTO}: with credentials, TLS is demanded.
	 */
	private record EmbeddedConnectionDetails(int port, Access access,
			SslBundle trust) implements SmtpConnectionDetails {

		@Override
		public String getHost() {
			return InetAddress.getLoopbackAddress().getHostAddress();
		}

		@Override
		public Integer getPort() {
			return this.port;
		}

		@Override
		public String getUsername() {
			return this.access.username();
		}

		@Override
		public String getPassword() {
			return this.access.password();
		}

		@Override
		public SslBundle getSslBundle() {
			return this.trust;
		}

	}

}
