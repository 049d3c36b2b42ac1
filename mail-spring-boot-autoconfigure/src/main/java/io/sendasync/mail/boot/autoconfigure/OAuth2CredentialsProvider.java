package io.sendasync.mail.boot.autoconfigure;

import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpCredentialsProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/**
 * Access tokens from Spring Security's OAuth 2.0 client, which keeps and renews them.
 *
 * <p>
 * Thread contract: any thread may ask.
 */
final class OAuth2CredentialsProvider implements SmtpCredentialsProvider {

	private final OAuth2AuthorizedClientManager manager;

	private final @Nullable OAuth2AuthorizedClientService service;

	private final String registration;

	private final String username;

	/**
	 * Creates a provider.
	 * @param manager gets tokens
	 * @param service forgets a token that the server refused, or {@code null}
	 * @param registration the id of the client registration
	 * @param username the account that the tokens are for, and the name they are kept by
	 */
	OAuth2CredentialsProvider(OAuth2AuthorizedClientManager manager, @Nullable OAuth2AuthorizedClientService service,
			String registration, String username) {
		this.manager = manager;
		this.service = service;
		this.registration = registration;
		this.username = username;
	}

	/**
	 * A provider with the beans that there are. A connection's thread has no web request,
	 * so without a manager of the application one is made that needs none.
	 */
	static OAuth2CredentialsProvider of(BeanFactory beans, String registration, String username) {
		OAuth2AuthorizedClientService service = beans.getBeanProvider(OAuth2AuthorizedClientService.class)
			.getIfAvailable();
		OAuth2AuthorizedClientManager manager = beans.getBeanProvider(OAuth2AuthorizedClientManager.class)
			.getIfAvailable();
		if (manager == null) {
			manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
					beans.getBean(ClientRegistrationRepository.class),
					beans.getBean(OAuth2AuthorizedClientService.class));
		}
		return new OAuth2CredentialsProvider(manager, service, registration, username);
	}

	@Override
	public SmtpCredentials credentials(String host, int port) {
		OAuth2AuthorizedClient client = this.manager.authorize(
				OAuth2AuthorizeRequest.withClientRegistrationId(this.registration).principal(this.username).build());
		if (client == null) {
			throw new IllegalStateException("There is no access token for the OAuth 2.0 client registration '"
					+ this.registration + "': it needs the user's consent");
		}
		return SmtpCredentials.bearer(this.username, client.getAccessToken().getTokenValue());
	}

	@Override
	public @Nullable SmtpCredentials refresh(String host, int port, SmtpCredentials refused) {
		if (this.service == null) {
			return null;
		}
		// It has not expired, so it would be given again.
		this.service.removeAuthorizedClient(this.registration, this.username);
		return credentials(host, port);
	}

}
