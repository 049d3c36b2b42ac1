package io.sendasync.mail.boot.autoconfigure;

import java.util.Map;
import java.util.Set;

import io.sendasync.mail.SmtpClient;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Registers a client for each name under {@code mail.smtp.clients}. With ahead-of-time
 * processing this runs at start-up as well, so the names need not be known before.
 *
 * <p>
 * They are fallbacks: where a client is wanted and none is named, it is the default one
 * or the application's own.
 */
final class NamedSmtpClients implements BeanRegistrar {

	private static final String DESCRIPTION = "SmtpClient of " + ClientKeys.CLIENTS + ": ";

	@Override
	public void register(BeanRegistry registry, Environment environment) {
		for (String name : names(environment)) {
			registry.registerBean(name, SmtpClient.class,
					(client) -> client.fallback()
						.description(DESCRIPTION + name)
						.supplier((context) -> context.bean(SmtpClientFactory.class).createNamed(name)));
			registry.registerBean(name + "SmtpClientLifecycle", SmtpClientLifecycle.class,
					(lifecycle) -> lifecycle.infrastructure()
						.supplier((context) -> context.bean(SmtpClientFactory.class)
							.createNamedLifecycle(name, context.bean(name, SmtpClient.class))));
		}
	}

	/**
	 * The client that a bean definition stands for.
	 * @return its name, or {@code null} if it is none of these clients
	 */
	static @Nullable String clientOf(BeanDefinition definition) {
		String description = definition.getDescription();
		return (description != null && description.startsWith(DESCRIPTION))
				? description.substring(DESCRIPTION.length()) : null;
	}

	private static Set<String> names(Environment environment) {
		return Binder.get(environment)
			.bind(ClientKeys.CLIENTS, Bindable.mapOf(String.class, Object.class))
			.orElseGet(Map::of)
			.keySet();
	}

}
