package io.sendasync.mail.boot.test.autoconfigure;

import io.sendasync.mail.testserver.SmtpTestServerBuilder;

/**
 * Changes the server of {@link AutoConfigureTestSmtp @AutoConfigureTestSmtp} before it
 * starts: extensions, limits, latency. All beans of this type are asked, in their order.
 */
@FunctionalInterface
public interface SmtpTestServerCustomizer {

	/**
	 * Customizes the server.
	 * @param builder the builder, with TLS and login of the annotation
	 */
	void customize(SmtpTestServerBuilder builder);

}
