package io.sendasync.mail.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.Executor;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpClientBuilderCustomizer;
import io.sendasync.mail.boot.SmtpClientProperties;
import io.sendasync.mail.boot.SmtpConnectionDetails;
import io.sendasync.mail.boot.SmtpProperties;
import io.sendasync.mail.delivery.DkimSigner;
import io.sendasync.mail.delivery.SmtpEventListener;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

/**
 * Makes the clients that the properties describe.
 */
final class SmtpClientFactory {

	/** The client's own default. */
	static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

	private final SmtpProperties properties;

	private final ListableBeanFactory beans;

	private final Environment environment;

	SmtpClientFactory(SmtpProperties properties, ListableBeanFactory beans, Environment environment) {
		this.properties = properties;
		this.beans = beans;
		this.environment = environment;
	}

	SmtpClientLifecycle createDefaultLifecycle(SmtpClient client) {
		return createLifecycle(client, this.properties);
	}

	SmtpClientLifecycle createNamedLifecycle(String name, SmtpClient client) {
		return createLifecycle(client, named(name));
	}

	private static SmtpClientLifecycle createLifecycle(SmtpClient client, SmtpClientProperties properties) {
		Duration limit = properties.getShutdown().getDrainTimeout();
		return new SmtpClientLifecycle(client, (limit != null) ? limit : DRAIN_TIMEOUT);
	}

	/** Without a known property under a name, nothing is bound there. */
	private SmtpClientProperties named(String name) {
		return this.properties.getClients().getOrDefault(name, new SmtpClientProperties());
	}

	SmtpClient createDefault(SmtpConnectionDetails details) {
		return create(ClientKeys.DEFAULT, this.properties, details);
	}

	/**
	 * Makes a client of {@code mail.smtp.clients}. Unlike the default one, which is there
	 * without any property, somebody asked for it: it needs a host.
	 */
	SmtpClient createNamed(String name) {
		ClientKeys keys = ClientKeys.named(name);
		SmtpClientProperties client = named(name);
		SmtpConnectionDetails details = new PropertiesSmtpConnectionDetails(keys, client,
				this.beans.getBeanProvider(SslBundles.class).getIfAvailable());
		if (details.getHost() == null && !new DeliverySettings(keys, client).toDirectory()) {
			throw new SmtpConfigurationException("The SMTP client '" + name + "' has no host.",
					"Set '" + keys.key("host") + "', or remove all properties that begin with '" + keys.prefix()
							+ "'. If its name has a dot, write it in brackets: '" + ClientKeys.CLIENTS
							+ "[first.second].host'.",
					null);
		}
		return create(keys, client, details);
	}

	private SmtpClient create(ClientKeys keys, SmtpClientProperties client, SmtpConnectionDetails details) {
		JakartaMailKeys.warnAbout(this.environment, keys);
		SmtpClient.Builder builder = SmtpClient.builder();
		new SmtpClientConfigurer(keys, client, details,
				new CredentialsProviders(this.beans, this.properties).forClient(keys, client))
			.configure(builder);
		Executor callbacks = new CallbackExecutors(this.beans, this.environment).forClient(keys,
				client.getCallbackExecutor());
		if (callbacks != null) {
			builder.callbackExecutor(callbacks);
		}
		this.beans.getBeanProvider(DkimSigner.class).orderedStream().forEach(builder::dkim);
		this.beans.getBeanProvider(SmtpEventListener.class).orderedStream().forEach(builder::eventListener);
		this.beans.getBeanProvider(SmtpClientBuilderCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(builder, keys.name()));
		SmtpClient built = builder.build();
		replaceConnectionsOnReload(built, details);
		return built;
	}

	private void replaceConnectionsOnReload(SmtpClient client, SmtpConnectionDetails details) {
		String bundle = (details instanceof PropertiesSmtpConnectionDetails own) ? own.sslBundleName() : null;
		if (bundle != null) {
			this.beans.getBean(SslBundles.class)
				.addBundleUpdateHandler(bundle, (renewed) -> client.retireConnections());
		}
	}

}
