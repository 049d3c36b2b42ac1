package io.sendasync.mail.boot;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of the SMTP clients: of the default one, directly, and of
 * those that have a name. A named client takes nothing over from the default one.
 */
@ConfigurationProperties("mail.smtp")
public class SmtpProperties extends SmtpClientProperties {

	/**
	 * Further clients by name. Each is a bean of that name, with properties of its own.
	 */
	private final Map<String, SmtpClientProperties> clients = new LinkedHashMap<>();

	private final JavaMailSender javaMailSender = new JavaMailSender();

	public Map<String, SmtpClientProperties> getClients() {
		return this.clients;
	}

	public JavaMailSender getJavaMailSender() {
		return this.javaMailSender;
	}

	/**
	 * Spring's own interface for mail.
	 */
	public static class JavaMailSender {

		/**
		 * Whether to provide a JavaMailSender that sends through the default client,
		 * instead of the one that "spring.mail" configures.
		 */
		private boolean enabled;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

}
