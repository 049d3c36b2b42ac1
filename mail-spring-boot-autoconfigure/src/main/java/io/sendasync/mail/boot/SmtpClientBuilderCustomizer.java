package io.sendasync.mail.boot;

import io.sendasync.mail.SmtpClient;

/**
 * Changes the auto-configured {@link SmtpClient} before it is built. All beans of this
 * type are asked, in their order, after the connection details and the properties were
 * applied.
 */
@FunctionalInterface
public interface SmtpClientBuilderCustomizer {

	/**
	 * Customizes the client.
	 * @param builder the builder, with all settings so far
	 */
	void customize(SmtpClient.Builder builder);

}
