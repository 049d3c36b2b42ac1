package io.sendasync.mail.boot;

import java.util.Objects;

import io.sendasync.mail.SmtpClient;

/**
 * Customizes the client of one name.
 *
 * @param clientName the client's bean name
 * @param customizer what to do with it
 */
record ClientCustomizer(String clientName,
		SmtpClientBuilderCustomizer customizer) implements SmtpClientBuilderCustomizer {

	ClientCustomizer {
		Objects.requireNonNull(clientName, "'clientName' must not be null");
		Objects.requireNonNull(customizer, "'customizer' must not be null");
	}

	@Override
	public void customize(SmtpClient.Builder builder) {
		// Whose builder that is nobody said, so it is not known to be this client's.
	}

	@Override
	public void customize(SmtpClient.Builder builder, String clientName) {
		if (this.clientName.equals(clientName)) {
			this.customizer.customize(builder, clientName);
		}
	}

}
