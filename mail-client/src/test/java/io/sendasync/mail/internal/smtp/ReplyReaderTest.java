package io.sendasync.mail.internal.smtp;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import io.sendasync.mail.delivery.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReplyReaderTest {

	@Test
	void oneLineIsAReply() throws IOException {
		SmtpReply reply = read("250 2.1.0 ok\r\n");
		assertThat(reply.code()).isEqualTo(250);
		assertThat(reply.text()).isEqualTo("2.1.0 ok");
		assertThat(reply.enhancedStatusCode()).hasToString("Optional[2.1.0]");
	}

	@Test
	void linesWithAHyphenGoOn() throws IOException {
		assertThat(read("250-mx.test\r\n250-PIPELINING\r\n250 SIZE 10\r\n").lines()).containsExactly("mx.test",
				"PIPELINING", "SIZE 10");
	}

	@Test
	void codeAloneIsAReply() throws IOException {
		assertThat(read("250\r\n").lines()).containsExactly("");
	}

	@Test
	void lineFeedAloneEndsALine() throws IOException {
		assertThat(read("250-a\n250 b\n").lines()).containsExactly("a", "b");
	}

	@Test
	void carriageReturnAloneDoesNot() {
		assertThatThrownBy(() -> read("250 a\r250 b")).isInstanceOf(EOFException.class);
	}

	@Test
	void controlCharactersAreNotShown() throws IOException {
		assertThat(read("550 a\u001B[31mred\u202E\tx\r\n").text()).isEqualTo("a\uFFFD[31mred\uFFFD x");
	}

	@Test
	void invalidUtf8IsReplaced() throws IOException {
		byte[] octets = { '5', '5', '0', ' ', (byte) 0xC3, '\r', '\n' };
		assertThat(new ReplyReader(new ByteArrayInputStream(octets)::read).read().text()).isEqualTo("\uFFFD");
	}

	@Test
	void enhancedCodeOfAnotherClassIsIgnored() throws IOException {
		assertThat(read("250 5.1.1 odd\r\n").enhancedStatusCode()).isEmpty();
		assertThat(read("354 3.0.0 go on\r\n").enhancedStatusCode()).isEmpty();
		assertThat(read("354 2.0.0 go on\r\n").enhancedStatusCode()).isEmpty();
		assertThat(read("550 5.01.1 leading zero\r\n").enhancedStatusCode()).isEmpty();
		assertThat(read("550 see 5.1.1\r\n").enhancedStatusCode()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "hello\r\n", "25\r\n", "250x\r\n", "+OK\r\n", "\r\n", "999 x\r\n", "150 x\r\n",
			"2a0 x\r\n", "250-a\r\n251 b\r\n" })
	void whatIsNoReplyIsRefused(String text) {
		assertThatThrownBy(() -> read(text)).isInstanceOf(ReplyException.class);
	}

	@Test
	void httpServerIsNamed() {
		assertThatThrownBy(() -> read("HTTP/1.1 400 Bad Request\r\n")).hasMessageContaining("HTTP server");
	}

	@Test
	void tlsOnAPlainPortIsNamed() {
		assertThatThrownBy(() -> read("\u0015\u0003\u0003\u0000\u0002\n")).hasMessageContaining("implicit TLS");
	}

	@Test
	void endOfStreamWithinAReplyIsNoReply() {
		assertThatThrownBy(() -> read("250 o")).isInstanceOf(EOFException.class).hasMessageContaining("within a reply");
		assertThatThrownBy(() -> read("250-a\r\n")).isInstanceOf(EOFException.class)
			.hasMessageContaining("within a reply");
	}

	@Test
	void endlessLineIsGivenUp() {
		assertThatThrownBy(() -> new ReplyReader(() -> '2').read()).isInstanceOf(ReplyException.class)
			.hasMessageContaining("16384");
	}

	@Test
	void endlessReplyIsGivenUp() {
		byte[] line = "250-x\r\n".getBytes(StandardCharsets.US_ASCII);
		int[] position = new int[1];
		assertThatThrownBy(() -> new ReplyReader(() -> line[position[0]++ % line.length]).read())
			.isInstanceOf(ReplyException.class)
			.hasMessageContaining("1000 lines");
	}

	@Test
	void anyOctetsGiveAReplyOrAFailure() throws IOException {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		int replies = 0;
		int failures = 0;
		byte[] alphabet = "0123456789-  \r\n\n25.aé\u0000".getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < 1_000_000; i++) {
			byte[] octets = new byte[random.nextInt(40)];
			for (int j = 0; j < octets.length; j++) {
				octets[j] = alphabet[random.nextInt(alphabet.length)];
			}
			try {
				SmtpReply reply = new ReplyReader(new ByteArrayInputStream(octets)::read).read();
				// An assertion object for each would take most of the time.
				if (reply.code() < 200 || reply.code() > 599 || reply.lines().isEmpty()) {
					throw new AssertionError("seed " + seed + ": " + reply);
				}
				replies++;
			}
			catch (EOFException | ReplyException ex) {
				failures++;
			}
		}
		// Inputs that are all of one kind prove nothing.
		assertThat(replies).as("seed %d", seed).isGreaterThan(100);
		assertThat(failures).as("seed %d", seed).isGreaterThan(100);
	}

	private static SmtpReply read(String text) throws IOException {
		return new ReplyReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))::read).read();
	}

}
