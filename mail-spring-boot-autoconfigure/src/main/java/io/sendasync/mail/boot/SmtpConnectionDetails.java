package io.sendasync.mail.boot;

import io.sendasync.mail.delivery.TlsMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where the SMTP server is and how to get in. A bean of this type replaces host, port,
 * credentials and TLS of the {@code mail.smtp.*} properties as a whole; the other
 * properties go on to apply.
 */
public interface SmtpConnectionDetails extends ConnectionDetails {

	/**
	 * The server.
	 * @return a host name or an address, or {@code null} for a client that refuses to
	 * send
	 */
	@Nullable String getHost();

	/**
	 * The server's port.
	 * @return the port, or {@code null} for the default of TLS mode and credentials
	 */
	default @Nullable Integer getPort() {
		return null;
	}

	/**
	 * The user name to log in with.
	 * @return the user name, or {@code null} to send without logging in
	 */
	default @Nullable String getUsername() {
		return null;
	}

	/**
	 * The password to log in with.
	 * @return the password, or {@code null} to send without logging in
	 */
	default @Nullable String getPassword() {
		return null;
	}

	/**
	 * How connections are secured.
	 * @return the mode
	 */
	default TlsMode getTlsMode() {
		return TlsMode.AUTO;
	}

	/**
	 * Trust and keys for TLS. Asked before each handshake, so that a renewed bundle
	 * counts from the next connection on; must not block.
	 * @return the bundle, or {@code null} for those of the JVM
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
