package io.sendasync.mail.boot.autoconfigure;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import io.sendasync.mail.delivery.SmtpCredentials;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link OAuth2CredentialsProvider}.
 */
class OAuth2CredentialsProviderTests {

	private static final ClientRegistration REGISTRATION = ClientRegistration.withRegistrationId("mail")
		.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
		.clientId("app")
		.clientSecret("secret")
		.tokenUri("http://localhost/token")
		.build();

	private final OAuth2AuthorizedClientService service = new InMemoryOAuth2AuthorizedClientService(
			new InMemoryClientRegistrationRepository(REGISTRATION));

	private final AtomicInteger issued = new AtomicInteger();

	/** Keeps a token until somebody forgets it, as Spring Security's managers do. */
	private final OAuth2AuthorizedClientManager manager = this::authorize;

	private OAuth2AuthorizedClient authorize(OAuth2AuthorizeRequest request) {
		String name = request.getPrincipal().getName();
		OAuth2AuthorizedClient kept = this.service.loadAuthorizedClient(request.getClientRegistrationId(), name);
		if (kept != null) {
			return kept;
		}
		Instant now = Instant.now();
		OAuth2AuthorizedClient fresh = new OAuth2AuthorizedClient(REGISTRATION, name,
				new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "token-" + this.issued.incrementAndGet(), now,
						now.plusSeconds(600)));
		this.service.saveAuthorizedClient(fresh, request.getPrincipal());
		return fresh;
	}

	@Test
	void tokenIsForTheAccountAndKeptByIt() {
		OAuth2CredentialsProvider provider = new OAuth2CredentialsProvider(this.manager, this.service, "mail",
				"ann@example.org");
		assertThat(provider.credentials("h", 1)).isEqualTo(SmtpCredentials.bearer("ann@example.org", "token-1"));
		assertThat(provider.credentials("h", 1)).isEqualTo(SmtpCredentials.bearer("ann@example.org", "token-1"));
	}

	@Test
	void refusedTokenIsForgottenAndAnotherOneAskedFor() {
		OAuth2CredentialsProvider provider = new OAuth2CredentialsProvider(this.manager, this.service, "mail", "ann");
		SmtpCredentials refused = provider.credentials("h", 1);
		assertThat(provider.refresh("h", 1, refused)).isEqualTo(SmtpCredentials.bearer("ann", "token-2"));
	}

	@Test
	void withoutAServiceARefusedTokenIsNotTriedAgain() {
		OAuth2CredentialsProvider provider = new OAuth2CredentialsProvider(this.manager, null, "mail", "ann");
		assertThat(provider.refresh("h", 1, provider.credentials("h", 1))).isNull();
	}

	@Test
	void missingConsentIsSaid() {
		OAuth2CredentialsProvider provider = new OAuth2CredentialsProvider((request) -> null, null, "mail", "ann");
		assertThatIllegalStateException().isThrownBy(() -> provider.credentials("h", 1))
			.withMessageContaining("'mail'");
	}

	@Test
	void propertiesAskForIt() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SmtpClientAutoConfiguration.class))
			.withBean(OAuth2AuthorizedClientManager.class, () -> this.manager)
			.withPropertyValues("mail.smtp.host=localhost", "mail.smtp.credentials.username=ann",
					"mail.smtp.credentials.oauth2-registration=mail")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void withoutALibraryOrAUserNameItIsExplained() {
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SmtpClientAutoConfiguration.class))
			.withPropertyValues("mail.smtp.credentials.oauth2-registration=mail");
		runner.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("mail.smtp.credentials.oauth2-registration"));
		runner.withPropertyValues("mail.smtp.credentials.username=ann")
			.withClassLoader(new FilteredClassLoader(OAuth2AuthorizedClientManager.class))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mail.smtp.credentials.oauth2-registration"));
	}

}
