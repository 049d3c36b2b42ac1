package io.sendasync.mail.boot.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sendasync.mail.boot.SmtpClientProperties;
import io.sendasync.mail.boot.SmtpProperties;
import io.sendasync.mail.delivery.SmtpCredentialsProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Decides which {@link SmtpCredentialsProvider} bean a client asks. A bean that nobody
 * names serves the default client alone: a named one must not get another server's
 * secrets.
 */
final class CredentialsProviders {

	private static final String OAUTH2 = "org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager";

	private final ListableBeanFactory beans;

	private final SmtpProperties properties;

	CredentialsProviders(ListableBeanFactory beans, SmtpProperties properties) {
		this.beans = beans;
		this.properties = properties;
	}

	/**
	 * The provider of a client.
	 * @param keys whose it is
	 * @param client its properties
	 * @return the provider, or {@code null} for user name and password
	 */
	@Nullable SmtpCredentialsProvider forClient(ClientKeys keys, SmtpClientProperties client) {
		String name = client.getCredentials().getProvider();
		String registration = client.getCredentials().getOauth2Registration();
		if (StringUtils.hasText(registration)) {
			MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn((entries) -> {
				entries.put(keys.key("credentials.oauth2-registration"), registration);
				entries.put(keys.key("credentials.provider"), StringUtils.hasText(name) ? name : null);
			});
			return oauth2(keys, registration, client.getCredentials().getUsername());
		}
		if (StringUtils.hasText(name)) {
			return named(keys, name);
		}
		return keys.equals(ClientKeys.DEFAULT) ? unnamed() : null;
	}

	private SmtpCredentialsProvider oauth2(ClientKeys keys, String registration, @Nullable String username) {
		if (!ClassUtils.isPresent(OAUTH2, Thread.currentThread().getContextClassLoader())) {
			throw keys.invalid("credentials.oauth2-registration", registration,
					"It needs 'spring-security-oauth2-client' on the class path.", null);
		}
		if (!StringUtils.hasText(username)) {
			throw keys.invalid("credentials.oauth2-registration", registration,
					"It needs '" + keys.key("credentials.username") + "', the account that the tokens are for.", null);
		}
		return OAuth2CredentialsProvider.of(this.beans, registration, username);
	}

	private SmtpCredentialsProvider named(ClientKeys keys, String name) {
		if (!this.beans.containsBean(name) || !this.beans.isTypeMatch(name, SmtpCredentialsProvider.class)) {
			throw keys.invalid("credentials.provider", name,
					"There is no SmtpCredentialsProvider bean of that name, only " + names() + ".", null);
		}
		return this.beans.getBean(name, SmtpCredentialsProvider.class);
	}

	private @Nullable SmtpCredentialsProvider unnamed() {
		Set<String> taken = this.properties.getClients()
			.values()
			.stream()
			.flatMap((client) -> Stream.ofNullable(client.getCredentials().getProvider()))
			.collect(Collectors.toSet());
		List<String> free = names().stream().filter((name) -> !taken.contains(name)).toList();
		if (free.size() == 1) {
			return this.beans.getBean(free.get(0), SmtpCredentialsProvider.class);
		}
		if (free.isEmpty()) {
			return null;
		}
		try {
			return this.beans.getBean(SmtpCredentialsProvider.class);
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw new SmtpConfigurationException(
					"There are several SmtpCredentialsProvider beans for the SmtpClient: " + free + ".",
					"Name one with '" + ClientKeys.DEFAULT.key("credentials.provider")
							+ "', or mark one of the beans as @Primary.",
					ex);
		}
	}

	private List<String> names() {
		return Arrays.asList(this.beans.getBeanNamesForType(SmtpCredentialsProvider.class));
	}

}
