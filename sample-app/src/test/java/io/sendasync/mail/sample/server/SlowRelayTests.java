package io.sendasync.mail.sample.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * The relay between a client's socket and a server's.
 */
@Timeout(20)
class SlowRelayTests {

	private final Delay delay = new Delay(Duration.ofDays(1));

	private ServerSocket listener;

	private SlowRelay relay;

	private Socket client;

	private Socket server;

	@BeforeEach
	void connect() throws IOException {
		this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.relay = new SlowRelay(this.listener.getLocalPort(), this.delay);
		this.client = new Socket(InetAddress.getLoopbackAddress(), this.relay.port());
		this.server = this.listener.accept();
	}

	@AfterEach
	void close() throws IOException {
		this.client.close();
		this.relay.close();
		this.listener.close();
	}

	@Test
	void octetsPassBothWays() throws IOException {
		this.client.getOutputStream().write('c');
		assertThat(this.server.getInputStream().read()).isEqualTo('c');
		this.server.getOutputStream().write('s');
		assertThat(this.client.getInputStream().read()).isEqualTo('s');
	}

	@Test
	void slowServersReplyIsHeldUntilTheServerIsFast() throws IOException {
		this.delay.setSlow(true);
		this.server.getOutputStream().write('s');
		this.client.getOutputStream().write('c');
		assertThat(this.server.getInputStream().read()).isEqualTo('c');
		assertThat(this.client.getInputStream().available()).isZero();
		this.delay.setSlow(false);
		assertThat(this.client.getInputStream().read()).isEqualTo('s');
	}

	@Test
	void clientThatLeavesIsCutOffFromTheServerAtOnceAlsoWhileAReplyIsHeld() throws IOException {
		this.delay.setSlow(true);
		this.server.getOutputStream().write('s');
		this.client.close();
		assertThat(this.server.getInputStream().read()).isEqualTo(-1);
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
		await().untilAsserted(() -> assertThat(this.server.getInputStream().read()).isEqualTo(-1));
	}

}
