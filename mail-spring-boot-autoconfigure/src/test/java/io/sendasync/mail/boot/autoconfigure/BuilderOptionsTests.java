package io.sendasync.mail.boot.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sendasync.mail.SmtpClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each option of the client has a property, or there is a reason why not.
 */
class BuilderOptionsTests {

	private static final Map<String, String> PROPERTIES = Map.ofEntries(
			Map.entry("callbackExecutor", "callback-executor"), Map.entry("chunking", "chunking"),
			Map.entry("connectTimeout", "connection.connect-timeout"), Map.entry("credentials", "credentials.username"),
			Map.entry("credentialsProvider", "credentials.provider"), Map.entry("deadline", "deadline"),
			Map.entry("deliveryFormat", "delivery.format"), Map.entry("pickupDirectory", "delivery.pickup-directory"),
			Map.entry("timeouts", "timeouts.command"), Map.entry("drainTimeout", "shutdown.drain-timeout"),
			Map.entry("exclusive", "exclusive"), Map.entry("from", "from"), Map.entry("heloName", "helo-name"),
			Map.entry("host", "host"), Map.entry("idleTimeout", "connection.idle-timeout"),
			Map.entry("maxAge", "connection.max-age"), Map.entry("maxConnections", "connection.max"),
			Map.entry("maxMessages", "connection.max-messages"), Map.entry("port", "port"),
			Map.entry("queueCapacity", "queue.capacity"), Map.entry("rateLimit", "queue.rate-limit"),
			Map.entry("queueOctets", "queue.max-size"), Map.entry("admissionTimeout", "queue.admission-timeout"),
			Map.entry("recipientPolicy", "recipient-policy"), Map.entry("retries", "retry.max-attempts"),
			Map.entry("saslMechanisms", "credentials.mechanisms"), Map.entry("sslContext", "tls.bundle"),
			Map.entry("sslProtocols", "tls.bundle"), Map.entry("sslCiphers", "tls.bundle"),
			Map.entry("timeout", "timeout"), Map.entry("tls", "tls.mode"),
			Map.entry("useDefaultCredentials", "use-default-credentials"));

	private static final Map<String, String> REASONS = Map.of("dkim", "Signers are beans of type DkimSigner",
			"eventListener", "Listeners are beans of type SmtpEventListener", "callbackDecorator",
			"The caller's context is brought along by the auto-configuration", "sendCompletedListener",
			"Listeners are beans: @EventListener methods for SendCompletedEvent");

	@Test
	void haveAPropertyOrAReason() {
		assertThat(options()).containsExactlyInAnyOrderElementsOf(
				Stream.concat(PROPERTIES.keySet().stream(), REASONS.keySet().stream()).toList());
	}

	@Test
	void thePropertiesExist() {
		assertThat(PROPERTIES.values()).map((name) -> "mail.smtp." + name)
			.isSubsetOf(ConfigurationMetadata.load().usable());
	}

	private static Set<String> options() {
		return Arrays.stream(SmtpClient.Builder.class.getMethods())
			.filter((method) -> !Modifier.isStatic(method.getModifiers()))
			.filter((method) -> SmtpClient.Builder.class.isAssignableFrom(method.getReturnType())
					|| method.getGenericReturnType().getTypeName().equals("B"))
			.map(Method::getName)
			.collect(Collectors.toSet());
	}

}
