package io.sendasync.mail.boot.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Logging in with access tokens of Spring Security's OAuth 2.0 client, over the wire.
 */
class OAuth2LoginTests {

	private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hello");

	private static final String TOKEN = "tk-marker-";

	private static final ClientRegistration REGISTRATION = ClientRegistration.withRegistrationId("mail")
		.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
		.clientId("app")
		.clientSecret("secret")
		.tokenUri("http://localhost/token")
		.build();

	private final InMemoryClientRegistrationRepository registrations = new InMemoryClientRegistrationRepository(
			REGISTRATION);

	private final OAuth2AuthorizedClientService service = new InMemoryOAuth2AuthorizedClientService(this.registrations);

	private final AtomicInteger issued = new AtomicInteger();

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final Level level = this.root.getLevel();

	@BeforeEach
	void listen() {
		this.log.start();
		this.root.addAppender(this.log);
		this.root.setLevel(Level.TRACE);
	}

	@AfterEach
	void noTokenWasLogged() {
		this.root.setLevel(this.level);
		this.root.detachAppender(this.log);
		List<String> seen = new ArrayList<>();
		for (ILoggingEvent event : List.copyOf(this.log.list)) {
			seen.add(event.getThreadName() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs()
					+ ((event.getThrowableProxy() != null) ? ThrowableProxyUtil.asString(event.getThrowableProxy())
							: ""));
		}
		assertThat(seen).anyMatch((line) -> line.contains("AUTH ******")).noneMatch((line) -> line.contains(TOKEN));
	}

	private ApplicationContextRunner runner(SmtpTestServer server) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SmtpClientAutoConfiguration.class, SslAutoConfiguration.class))
			.withBean(OAuth2AuthorizedClientService.class, () -> this.service)
			.withBean(OAuth2AuthorizedClientManager.class, this::manager)
			.withPropertyValues("mail.smtp.host=" + server.host(), "mail.smtp.port=" + server.port(),
					"mail.smtp.tls.bundle=mail",
					"spring.ssl.bundle.pem.mail.truststore.certificate=" + server.certificates().caCertificatePem(),
					"mail.smtp.credentials.username=ann", "mail.smtp.credentials.oauth2-registration=mail");
	}

	private OAuth2AuthorizedClientManager manager() {
		AuthorizedClientServiceOAuth2AuthorizedClientManager manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
				this.registrations, this.service);
		manager.setAuthorizedClientProvider(this::issue);
		return manager;
	}

	/** In place of the authorization server: another token for whoever has none. */
	private OAuth2AuthorizedClient issue(OAuth2AuthorizationContext context) {
		OAuth2AuthorizedClient kept = context.getAuthorizedClient();
		if (kept != null) {
			return kept;
		}
		Instant now = Instant.now();
		return new OAuth2AuthorizedClient(REGISTRATION, context.getPrincipal().getName(),
				new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, TOKEN + this.issued.incrementAndGet(), now,
						now.plus(Duration.ofHours(1))));
	}

	private static SmtpTestServer server(String mechanism, String token) {
		return SmtpTestServer.builder().tls(ServerTls.STARTTLS).auth("ann", token).authMechanisms(mechanism).start();
	}

	@ParameterizedTest
	@ValueSource(strings = { "OAUTHBEARER", "XOAUTH2" })
	void tokenLogsIn(String mechanism) {
		try (SmtpTestServer server = server(mechanism, TOKEN + 1)) {
			runner(server).run((context) -> {
				SmtpClient client = context.getBean(SmtpClient.class);
				client.send(MESSAGE);
				client.retireConnections();
				client.send(MESSAGE);
				assertThat(server.messages()).hasSize(2)
					.allSatisfy((message) -> assertThat(message.session().authenticatedUser()).isEqualTo("ann"));
				assertThat(this.issued).hasValue(1);
			});
			server.assertNoViolations();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "OAUTHBEARER", "XOAUTH2" })
	void refusedTokenIsReplacedOnceAndTheMessageGoes(String mechanism) {
		try (SmtpTestServer server = server(mechanism, TOKEN + 2)) {
			runner(server).run((context) -> {
				context.getBean(SmtpClient.class).send(MESSAGE);
				assertThat(server.messages()).hasSize(1);
				assertThat(this.issued).hasValue(2);
				assertThat(server.connectionCount()).isEqualTo(2);
				// The new one is kept by whoever got it.
				context.getBean(SmtpClient.class).retireConnections();
				context.getBean(SmtpClient.class).send(MESSAGE);
				assertThat(this.issued).hasValue(2);
			});
			server.assertNoViolations();
		}
	}

	@Test
	void tokenThatIsRefusedAgainFailsTheMessage() {
		try (SmtpTestServer server = server("XOAUTH2", "another")) {
			runner(server).run((context) -> {
				SmtpAuthenticationException refused = catchThrowableOfType(SmtpAuthenticationException.class,
						() -> context.getBean(SmtpClient.class).send(MESSAGE));
				assertThat(refused.statusCode().value()).isEqualTo(535);
				assertThat(refused).hasMessageContaining("invalid_token");
				assertThat(refused.toString()).doesNotContain(TOKEN);
				assertThat(this.issued).hasValue(2);
				assertThat(server.messages()).isEmpty();
			});
		}
	}

}
