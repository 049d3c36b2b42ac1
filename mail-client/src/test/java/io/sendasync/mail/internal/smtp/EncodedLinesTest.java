package io.sendasync.mail.internal.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is skipped leaves unseen: each octet at each place is tried.
 */
class EncodedLinesTest {

	private static final int LINE = 78;

	private static final String ENCODED = "A".repeat(76) + "\r\n";

	private static byte[] octets(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static int skip(byte[] octets) {
		return EncodedLines.skip(octets, 0, octets.length);
	}

	@Test
	void wholeLinesAreSkippedUpToWhatIsNone() {
		assertThat(skip(octets(ENCODED.repeat(5)))).isEqualTo(5 * LINE);
		assertThat(skip(octets(ENCODED.repeat(3) + "AAAA\r\n" + ENCODED))).isEqualTo(3 * LINE);
		assertThat(skip(octets("AAAA\r\n" + ENCODED))).isZero();
	}

	@Test
	void lineIsSkippedOnlyWhenItsEndIsThere() {
		byte[] octets = octets(ENCODED + ENCODED);
		for (int end = 0; end <= octets.length; end++) {
			assertThat(EncodedLines.skip(octets, 0, end)).isEqualTo(end / LINE * LINE);
		}
	}

	@Test
	void noOctetThatEndsALineIsSkippedWhereverItIs() {
		for (int place = 0; place < 76; place++) {
			for (int octet = 0; octet < 256; octet++) {
				byte[] octets = octets(ENCODED.repeat(3));
				octets[LINE + place] = (byte) octet;
				boolean seen = octet <= '\r' || (octet == '.' && place == 0);
				assertThat(skip(octets)).as("octet %d at %d", octet, place).isEqualTo(seen ? LINE : 3 * LINE);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 76, 77 })
	void onlyCrLfEndsALine(int place) {
		byte right = octets(ENCODED)[place];
		for (int octet = 0; octet < 256; octet++) {
			byte[] octets = octets(ENCODED.repeat(3));
			octets[LINE + place] = (byte) octet;
			assertThat(skip(octets)).isEqualTo(((byte) octet == right) ? 3 * LINE : LINE);
		}
	}

	@Test
	void anyTwoOctetsSideBySideAreSeenAsEachAlone() {
		byte[] octets = octets(ENCODED);
		for (int first = 0; first < 256; first++) {
			for (int second = 0; second < 256; second++) {
				octets[40] = (byte) first;
				octets[41] = (byte) second;
				if (first <= '\r' || second <= '\r') {
					assertThat(skip(octets)).isZero();
				}
			}
		}
		Arrays.fill(octets, 0, 76, (byte) 0xFF);
		assertThat(skip(octets)).isEqualTo(LINE);
	}

}
