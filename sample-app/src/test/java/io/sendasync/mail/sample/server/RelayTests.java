package io.sendasync.mail.sample.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The relay between a client's socket and a server's, line by line.
 */
@Timeout(20)
class RelayTests {

	private final Conditions conditions = new Conditions(Weather.CALM, Duration.ofDays(1));

	private ServerSocket listener;

	private Relay relay;

	private Socket client;

	private SmtpChannel fromClient;

	private SmtpChannel atServer;

	@BeforeEach
	void connect() throws IOException {
		this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.relay = new Relay(this.listener.getLocalPort(), this.conditions, new Access());
		this.client = new Socket(InetAddress.getLoopbackAddress(), this.relay.port());
		this.fromClient = new SmtpChannel(this.client);
		this.atServer = new SmtpChannel(this.listener.accept());
	}

	@AfterEach
	void close() throws IOException {
		this.client.close();
		this.relay.close();
		this.listener.close();
	}

	@Test
	void commandsAndRepliesPass() throws IOException {
		serverSays("220 here");
		assertThat(this.fromClient.readLine()).isEqualTo("220 here");
		clientSays("NOOP");
		assertThat(this.atServer.readLine()).isEqualTo("NOOP");
		serverSays("250-two", "250 lines");
		assertThat(this.fromClient.readReply()).containsExactly("250-two", "250 lines");
	}

	@Test
	void greetingOffersTlsFirstAndNoLoginInClearText() throws IOException {
		clientSays("EHLO me", "AUTH PLAIN AGEAYg==");
		serverSays("220 here", "250-name", "250-AUTH LOGIN", "250 STARTTLS");
		assertThat(this.fromClient.readLine()).isEqualTo("220 here");
		assertThat(this.fromClient.readReply()).isEqualTo(List.of("250-name", "250-PIPELINING", "250 STARTTLS"));
		assertThat(this.fromClient.readLine()).startsWith("504");
	}

	@Test
	void contentPassesAsItIs() throws IOException {
		clientSays("MAIL FROM:<a@b>", "RCPT TO:<c@d>", "DATA", "..\u00fc", "", "a\nb", ".");
		serverSays("220 here", "250 ok", "250 ok", "354 go", "250 taken");
		for (String line : List.of("MAIL FROM:<a@b>", "RCPT TO:<c@d>", "DATA", "..\u00fc", "", "a\nb", ".")) {
			assertThat(this.atServer.readLine()).isEqualTo(line);
		}
		for (String line : List.of("220 here", "250 ok", "250 ok", "354 go", "250 taken")) {
			assertThat(this.fromClient.readLine()).isEqualTo(line);
		}
	}

	@Test
	void slowServersReplyIsHeldUntilTheServerIsFast() throws IOException {
		serverSays("220 here");
		assertThat(this.fromClient.readLine()).isEqualTo("220 here");
		this.conditions.set(Weather.SLOW);
		clientSays("MAIL FROM:<a@b>");
		assertThat(this.atServer.readLine()).isEqualTo("MAIL FROM:<a@b>");
		serverSays("250 ok");
		assertThat(this.client.getInputStream().available()).isZero();
		this.conditions.set(Weather.CALM);
		assertThat(this.fromClient.readLine()).isEqualTo("250 ok");
	}

	@Test
	void refusedContentLeavesTheServerWithoutIt() throws IOException {
		this.conditions.set(Weather.DATA_4XX);
		clientSays("MAIL FROM:<a@b>", "RCPT TO:<c@d>", "DATA", "text", ".");
		serverSays("220 here", "250 ok", "250 ok", "250 reset");
		for (String line : List.of("MAIL FROM:<a@b>", "RCPT TO:<c@d>", "RSET")) {
			assertThat(this.atServer.readLine()).isEqualTo(line);
		}
		for (String code : List.of("220", "250", "250", "354", "452")) {
			assertThat(this.fromClient.readLine()).startsWith(code);
		}
	}

	@Test
	void clientThatLeavesIsCutOffFromTheServer() throws IOException {
		serverSays("220 here");
		assertThat(this.fromClient.readLine()).isEqualTo("220 here");
		this.client.close();
		assertThat(this.atServer.readLine()).isNull();
	}

	@RepeatedTest(20)
	void relayThatIsStoppedWhileAClientConnectsLeavesNoConnection() throws IOException {
		try (Socket late = new Socket(InetAddress.getLoopbackAddress(), this.relay.port())) {
			this.relay.close();
			// A reset, if it was not accepted any more, is as good as an end.
			assertThat(catchThrowable(() -> assertThat(late.getInputStream().read()).isEqualTo(-1))).satisfiesAnyOf(
					(ended) -> assertThat(ended).isNull(),
					(reset) -> assertThat(reset).isInstanceOf(IOException.class));
		}
	}

	@Test
	void stoppedRelayLeavesNoConnection() throws IOException {
		this.relay.close();
		assertThat(this.client.getInputStream().read()).isEqualTo(-1);
		assertThat(this.atServer.readLine()).isNull();
	}

	private void clientSays(String... lines) throws IOException {
		say(this.fromClient, lines);
	}

	private void serverSays(String... lines) throws IOException {
		say(this.atServer, lines);
	}

	private static void say(SmtpChannel channel, String... lines) throws IOException {
		for (String line : lines) {
			channel.write(line);
		}
		channel.flush();
	}

}
