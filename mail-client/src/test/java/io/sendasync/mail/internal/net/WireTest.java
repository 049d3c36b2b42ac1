package io.sendasync.mail.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.sendasync.mail.delivery.SmtpConnectException;
import io.sendasync.mail.internal.lane.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class WireTest {

	private final Watchdog watchdog = new Watchdog(Threads.platform("wire-test-"));

	private ServerSocket listener;

	private Wire wire;

	private Socket peer;

	@BeforeEach
	void connect() throws IOException {
		this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		this.wire = connector(this.listener.getLocalPort(), Duration.ofMillis(200)).connect(new Cut());
		this.peer = this.listener.accept();
	}

	@AfterEach
	void close() throws IOException {
		this.wire.abort();
		this.peer.close();
		this.listener.close();
		this.watchdog.close();
	}

	private Connector connector(int port, Duration writeTimeout) {
		return new Connector(
				new ConnectSettings("localhost", port, Duration.ofSeconds(5), writeTimeout, new TlsSettings(() -> {
					throw new IllegalStateException("No TLS here");
				})), this.watchdog);
	}

	@Test
	void readThatGetsNothingFailsWithItsStepAndTime() {
		this.wire.startStep("reply to MAIL", Duration.ofMillis(50));
		assertThatExceptionOfType(StepTimeoutException.class).isThrownBy(this.wire::read)
			.withMessageContaining("reply to MAIL")
			.satisfies((ex) -> assertThat(ex.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(50)));
	}

	@Test
	void deadlineIsOfTheStepAndNotOfEachRead() {
		this.wire.startStep("greeting", Duration.ofMillis(300));
		// Octets drip in faster than any read time-out would notice.
		assertThatExceptionOfType(StepTimeoutException.class).isThrownBy(this::readWhatDripsIn)
			.satisfies((ex) -> assertThat(ex.getMessage()).contains("greeting"));
	}

	private void readWhatDripsIn() throws IOException {
		while (this.wire.read() >= 0) {
			this.peer.getOutputStream().write('2');
		}
	}

	@Test
	void timeForAReplyRunsFromTheFirstReadThatWaits() throws IOException {
		this.peer.getOutputStream().write('2');
		this.wire.startReading("reply to RSET", Duration.ofMillis(300));
		assertThat(this.wire.read()).isEqualTo('2');
		assertThatExceptionOfType(StepTimeoutException.class).isThrownBy(this::readWhatDripsIn)
			.withMessageContaining("reply to RSET")
			.satisfies((ex) -> assertThat(ex.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(300)));
	}

	@Test
	void writeThatNobodyReadsFails() {
		byte[] block = new byte[1 << 20];
		assertThatExceptionOfType(StepTimeoutException.class).isThrownBy(() -> {
			for (int i = 0; i < 64; i++) {
				this.wire.write(block, 0, block.length);
			}
		});
	}

	@Test
	void closeWaitsForNobodyLongerThanItsLimit() throws IOException {
		ConnectSettings slow = new ConnectSettings("localhost", 25, Duration.ofSeconds(5), Duration.ofMinutes(5),
				new TlsSettings(() -> {
					throw new IllegalStateException("No TLS here");
				}));
		Wire stuck = new Wire(new StuckSocket(), slow, this.watchdog);
		stuck.write(new byte[10], 0, 10);
		assertTimeoutPreemptively(Duration.ofSeconds(20), () -> stuck.close(Duration.ofMillis(50)));
	}

	/**
	 * Its writes block until it is closed, as with a peer that stopped reading.
	 */
	private static final class StuckSocket extends Socket {

		@Override
		public InputStream getInputStream() {
			return InputStream.nullInputStream();
		}

		@Override
		public OutputStream getOutputStream() {
			return new OutputStream() {

				@Override
				public void write(int octet) throws IOException {
					while (!isClosed()) {
						LockSupport.parkNanos(1_000_000);
					}
					throw new SocketException("closed");
				}

			};
		}

	}

	@Test
	void healthyIdleConnectionIsNotStale() {
		assertThat(this.wire.isStale()).isFalse();
		assertThat(this.wire.isStale()).isFalse();
	}

	@Test
	void closedConnectionIsStale() throws IOException {
		this.peer.close();
		assertThat(this.wire.isStale()).isTrue();
	}

	@Test
	void connectionWithAnUnaskedReplyIsStale() throws IOException {
		this.peer.getOutputStream().write("421 bye\r\n".getBytes(StandardCharsets.US_ASCII));
		assertThat(this.wire.isStale()).isTrue();
	}

	@Test
	void cutThatComesFirstAbortsTheConnectionLater() {
		Cut cut = new Cut();
		cut.cut();
		assertThatExceptionOfType(SmtpConnectException.class)
			.isThrownBy(() -> connector(this.listener.getLocalPort(), Duration.ofSeconds(1)).connect(cut));
	}

	@Test
	void cutFreesABlockedReader() {
		Cut cut = new Cut();
		this.wire.attach(cut);
		Thread cutter = Threads.platform("cutter-").newThread(cut::cut);
		cutter.start();
		assertThatThrownBy(this.wire::read).isInstanceOf(IOException.class);
	}

	@Test
	void detachedCutSparesTheConnection() {
		Cut cut = new Cut();
		this.wire.attach(cut);
		cut.detach();
		cut.cut();
		assertThat(this.wire.isStale()).isFalse();
	}

	@Test
	void refusedConnectionNamesWhereAndWhy() throws IOException {
		int port = this.listener.getLocalPort();
		this.listener.close();
		assertThatExceptionOfType(SmtpConnectException.class)
			.isThrownBy(() -> connector(port, Duration.ofSeconds(1)).connect(new Cut()))
			.withMessageContaining("localhost:" + port)
			.withMessageContaining("refused");
	}

	@Test
	void addressLiteralIsOfThisEnd() {
		assertThat(this.wire.localAddressLiteral()).isEqualTo("[127.0.0.1]");
	}

}
