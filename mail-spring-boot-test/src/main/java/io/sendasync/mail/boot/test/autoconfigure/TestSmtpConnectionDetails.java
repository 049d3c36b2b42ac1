package io.sendasync.mail.boot.test.autoconfigure;

import io.sendasync.mail.boot.SmtpConnectionDetails;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * The way to the server within the test.
 */
final class TestSmtpConnectionDetails implements SmtpConnectionDetails {

	private final SmtpTestServer server;

	private final TestSmtpSettings settings;

	private final @Nullable SslBundle sslBundle;

	TestSmtpConnectionDetails(SmtpTestServer server, TestSmtpSettings settings) {
		this.server = server;
		this.settings = settings;
		this.sslBundle = (settings.tls() != ServerTls.NONE) ? trusting(server) : null;
	}

	private static SslBundle trusting(SmtpTestServer server) {
		String authority = server.certificates().caCertificatePem();
		return SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(authority)));
	}

	@Override
	public String getHost() {
		return this.server.host();
	}

	@Override
	public Integer getPort() {
		return this.server.port();
	}

	@Override
	public @Nullable String getUsername() {
		return this.settings.username();
	}

	@Override
	public @Nullable String getPassword() {
		return (this.settings.username() != null) ? this.settings.password() : null;
	}

	@Override
	public TlsMode getTlsMode() {
		return switch (this.settings.tls()) {
			case NONE -> TlsMode.NONE;
			case STARTTLS -> TlsMode.STARTTLS;
			case IMPLICIT -> TlsMode.IMPLICIT;
		};
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		return this.sslBundle;
	}

}
