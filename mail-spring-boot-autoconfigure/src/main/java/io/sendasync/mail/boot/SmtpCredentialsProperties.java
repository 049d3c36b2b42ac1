package io.sendasync.mail.boot;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who logs in, as configuration properties.
 */
public class SmtpCredentialsProperties {

	/**
	 * User name to log in with on each connection.
	 */
	private @Nullable String username;

	/**
	 * Password to log in with on each connection.
	 */
	private @Nullable String password;

	/**
	 * Name of the SmtpCredentialsProvider bean to ask at each new connection, instead of
	 * a user name and password.
	 */
	private @Nullable String provider;

	/**
	 * Registration id of an OAuth 2.0 client of Spring Security, whose access tokens to
	 * log in with for the account of the user name.
	 */
	private @Nullable String oauth2Registration;

	/**
	 * SASL mechanisms that may be used. By default all but CRAM-MD5, the strongest that
	 * the server offers first.
	 */
	private @Nullable Set<String> mechanisms;

	public @Nullable String getUsername() {
		return this.username;
	}

	public void setUsername(@Nullable String username) {
		this.username = username;
	}

	public @Nullable String getPassword() {
		return this.password;
	}

	public void setPassword(@Nullable String password) {
		this.password = password;
	}

	public @Nullable String getProvider() {
		return this.provider;
	}

	public void setProvider(@Nullable String provider) {
		this.provider = provider;
	}

	public @Nullable String getOauth2Registration() {
		return this.oauth2Registration;
	}

	public void setOauth2Registration(@Nullable String oauth2Registration) {
		this.oauth2Registration = oauth2Registration;
	}

	public @Nullable Set<String> getMechanisms() {
		return this.mechanisms;
	}

	public void setMechanisms(@Nullable Set<String> mechanisms) {
		this.mechanisms = mechanisms;
	}

}
