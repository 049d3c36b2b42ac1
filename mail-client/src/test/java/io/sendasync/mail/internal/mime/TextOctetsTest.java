package io.sendasync.mail.internal.mime;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is done with a string, and what with its octets, comes to the same.
 */
class TextOctetsTest {

	private static final String[] ASCII = { "\r", "\n", "\r\n", "\t", "\u0001", "\u007F", "=", " ", "word", "." };

	private static final String[] FOREIGN = { "\u0080", "ö", "\u07FF", "\u0800", "€", "\uFFFF", "😀", "\uDBFF\uDFFF" };

	private final Random random = new Random();

	private String text(String[]... from) {
		String[] bits = Arrays.stream(from).flatMap(Arrays::stream).toArray(String[]::new);
		StringBuilder text = new StringBuilder();
		for (int i = this.random.nextInt(30); i > 0; i--) {
			text.append(bits[this.random.nextInt(bits.length)]);
		}
		return text.toString();
	}

	@RepeatedTest(300)
	void lineEndsOfAStringAreThoseOfItsOctets() {
		String text = text(ASCII);
		Octets ofString = new Octets(0);
		LineEnds.write(ofString, text);
		Octets ofOctets = new Octets(0);
		LineEnds.write(ofOctets, text.getBytes(StandardCharsets.US_ASCII));
		String expected = text.replaceAll("\r\n|\r|\n", "\r\n");
		assertThat(new String(ofString.array(), 0, ofString.size(), StandardCharsets.US_ASCII)).isEqualTo(expected);
		assertThat(new String(ofOctets.array(), 0, ofOctets.size(), StandardCharsets.US_ASCII)).isEqualTo(expected);
	}

	@RepeatedTest(300)
	void censusOfAStringIsThatOfItsOctets() throws CharacterCodingException {
		String text = text(ASCII, FOREIGN);
		byte[] octets = text.getBytes(StandardCharsets.UTF_8);
		TextCensus census = TextCensus.of(text);
		assertThat(census).usingRecursiveComparison().ignoringFields("extra").isEqualTo(TextCensus.of(octets));
		assertThat(census.length()).isEqualTo(octets.length);
		Octets lines = new Octets(0);
		LineEnds.write(lines, octets);
		assertThat(lines.size()).isEqualTo(octets.length + census.missingLineEnds());
	}

	@RepeatedTest(300)
	void textIsEncodedAsByTheJdk() {
		String text = text(ASCII, FOREIGN);
		byte[] octets = text.getBytes(StandardCharsets.UTF_8);
		assertThat(Utf8.encode(text, octets.length)).isEqualTo(octets);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D", "\uD83D\uD83D\uDE00" })
	void halfASurrogatePairIsRefused(String text) {
		assertThatExceptionOfType(CharacterCodingException.class).isThrownBy(() -> TextCensus.of(text));
	}

	@Test
	void lineIsMeasuredInOctets() throws CharacterCodingException {
		assertThat(TextCensus.of("ö".repeat(499) + "\n").isCanonical()).isTrue();
		assertThat(TextCensus.of("x\n" + "ö".repeat(499) + "x").isCanonical()).isFalse();
		assertThat(TextCensus.of("x".repeat(998) + "\r\n" + "x".repeat(998)).isCanonical()).isTrue();
		assertThat(TextCensus.of("x".repeat(999)).isCanonical()).isFalse();
	}

}
