package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.internal.lane.Threads;
import io.sendasync.mail.internal.net.ConnectSettings;
import io.sendasync.mail.internal.net.Connector;
import io.sendasync.mail.internal.net.Cut;
import io.sendasync.mail.internal.net.TlsSettings;
import io.sendasync.mail.internal.net.Watchdog;
import io.sendasync.mail.internal.net.Wire;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * SCRAM with channel binding over TLS, against a server that checks its own end.
 */
class ChannelBindingLoginTest {

	private static final String HEADER = (Runtime.version().feature() >= 25) ? "p=tls-exporter,,"
			: "p=tls-server-end-point,,";

	private static final Set<String> BOTH = Set.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "PLAIN");

	private static void logIn(ScramServer server, MechanismChoice choice, Set<String> offered) throws IOException {
		try (Watchdog watchdog = new Watchdog(Threads.platform("watchdog-"))) {
			ConnectSettings settings = new ConnectSettings("localhost", server.port(), Duration.ofSeconds(5),
					Duration.ofSeconds(5), new TlsSettings(() -> server.certificates().clientSslContext()));
			Wire wire = new Connector(settings, watchdog).connect(new Cut());
			wire.startTls();
			try {
				Mechanisms mechanisms = new Mechanisms("localhost", server.port(), choice, wire.channelBinding());
				new Authentication(new Flight(wire), Duration.ofSeconds(5), mechanisms)
					.logIn(SmtpCredentials.of("jane", "p\u00E4ssword"), offered);
			}
			finally {
				wire.abort();
			}
		}
	}

	private static SmtpAuthenticationException failure(ScramServer server, MechanismChoice choice,
			Set<String> offered) {
		SmtpAuthenticationException failure = catchThrowableOfType(SmtpAuthenticationException.class,
				() -> logIn(server, choice, offered));
		assertThat(failure).isNotNull();
		return failure;
	}

	@Test
	void bindingOfThisConnectionIsTaken() throws IOException {
		try (ScramServer server = new ScramServer("p\u00E4ssword", ScramServer.Trouble.NONE)) {
			logIn(server, MechanismChoice.DEFAULT, BOTH);
			assertThat(server.headers()).containsExactly(HEADER);
		}
	}

	@Test
	void loginThatSomebodyPassesOnFailsAndIsNotTriedUnbound() throws IOException {
		try (ScramServer server = new ScramServer("p\u00E4ssword", ScramServer.Trouble.OTHER_CONNECTION)) {
			assertThat(failure(server, MechanismChoice.DEFAULT, BOTH))
				.hasMessageContaining("channel-bindings-dont-match");
			assertThat(server.headers()).containsExactly(HEADER);
		}
	}

	@Test
	void wrongPasswordIsNotTriedUnbound() throws IOException {
		try (ScramServer server = new ScramServer("other", ScramServer.Trouble.NONE)) {
			assertThat(failure(server, MechanismChoice.DEFAULT, BOTH)).hasMessageContaining("invalid-proof");
			assertThat(server.headers()).containsExactly(HEADER);
		}
	}

	@Test
	void serverWithOtherBindingsGetsNone() throws IOException {
		try (ScramServer server = new ScramServer("p\u00E4ssword", ScramServer.Trouble.TYPE_NOT_SUPPORTED)) {
			logIn(server, MechanismChoice.DEFAULT, BOTH);
			assertThat(server.headers()).containsExactly(HEADER, "n,,");
		}
	}

	@Test
	void serverWithOtherBindingsFailsWhereOnlyScramIsAllowed() throws IOException {
		try (ScramServer server = new ScramServer("p\u00E4ssword", ScramServer.Trouble.TYPE_NOT_SUPPORTED)) {
			MechanismChoice scram = MechanismChoice.only(Set.of("SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"));
			assertThat(failure(server, scram, BOTH)).hasMessageContaining("unsupported-channel-binding-type");
			assertThat(server.headers()).containsExactly(HEADER);
		}
	}

	@Test
	void serverThatDoesNotOfferBindingIsToldThatThisClientCould() throws IOException {
		try (ScramServer server = new ScramServer("p\u00E4ssword", ScramServer.Trouble.NONE)) {
			logIn(server, MechanismChoice.DEFAULT, Set.of("SCRAM-SHA-256"));
			assertThat(server.headers()).containsExactly("y,,");
		}
	}

	@Test
	void bindingThatIsNotAllowedIsNotClaimed() throws IOException {
		try (ScramServer server = new ScramServer("p\u00E4ssword", ScramServer.Trouble.NONE)) {
			logIn(server, MechanismChoice.only(Set.of("SCRAM-SHA-256")), BOTH);
			assertThat(server.headers()).containsExactly("n,,");
		}
	}

}
