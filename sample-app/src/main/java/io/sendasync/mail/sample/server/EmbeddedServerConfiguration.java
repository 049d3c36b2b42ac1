package io.sendasync.mail.sample.server;

import java.net.InetAddress;

import io.sendasync.mail.boot.SmtpConnectionDetails;
import io.sendasync.mail.delivery.TlsMode;

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
	EmbeddedServer embeddedServer(Inbox inbox) {
		return new EmbeddedServer(inbox);
	}

	@Bean
	SmtpConnectionDetails embeddedServerConnectionDetails(EmbeddedServer server) {
		return new EmbeddedConnectionDetails(server.port());
	}

	private record EmbeddedConnectionDetails(int port) implements SmtpConnectionDetails {

		@Override
		public String getHost() {
			return InetAddress.getLoopbackAddress().getHostAddress();
		}

		@Override
		public Integer getPort() {
			return this.port;
		}

		@Override
		public TlsMode getTlsMode() {
			return TlsMode.NONE;
		}

	}

}
