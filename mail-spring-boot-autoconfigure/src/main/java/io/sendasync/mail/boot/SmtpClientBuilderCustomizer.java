package io.sendasync.mail.boot;

import io.sendasync.mail.SmtpClient;

/**
 * Changes an auto-configured {@link SmtpClient} before it is built: the default one and
 * those of {@code mail.smtp.clients}. All beans of this type are asked, in their order,
 * after the connection details and the properties were applied.
 */
@FunctionalInterface
public interface SmtpClientBuilderCustomizer {

	/**
	 * Customizes a client.
	 * @param builder the builder, with all settings so far
	 */
	void customize(SmtpClient.Builder builder);

	/**
	 * Customizes a client of a known name. Calls {@link #customize(SmtpClient.Builder)}
	 * if it is not overridden.
	 * @param builder the builder, with all settings so far
	 * @param clientName the client's bean name, {@code smtpClient} for the default one
	 */
	default void customize(SmtpClient.Builder builder, String clientName) {
		customize(builder);
	}

	/**
	 * A customizer for one client alone.
	 * @param clientName the client's bean name, {@code smtpClient} for the default one
	 * @param customizer what to do with it
	 * @return a customizer that leaves all other clients as they are
	 */
	static SmtpClientBuilderCustomizer forClient(String clientName, SmtpClientBuilderCustomizer customizer) {
		return new ClientCustomizer(clientName, customizer);
	}

}
