package io.sendasync.mail.internal.mime;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderFoldingTest {

	@Test
	void whatFitsIsNotFolded() {
		assertThat(HeaderWords.fold("X", "a  b c")).isEqualTo("a  b c");
		assertThat(HeaderWords.fold("X", "y".repeat(36) + " " + "z".repeat(36))).doesNotContain("\r\n");
	}

	@Test
	void lineBreaksStandInFrontOfSpaces() {
		String word = "y".repeat(40);
		assertThat(HeaderWords.fold("Name", word + " " + word)).isEqualTo(word + "\r\n " + word);
		assertThat(HeaderWords.fold("Name", word + "   " + word)).isEqualTo(word + "\r\n   " + word);
	}

	@Test
	void firstWordStaysBesideTheNameHoweverLong() {
		assertThat(HeaderWords.fold("Message-ID", "<" + "y".repeat(100) + "@z>")).doesNotContain("\r\n");
	}

	@Test
	void encodedWordThatDoesNotFitBesideTheNameStandsBelowIt() {
		String word = "=?UTF-8?Q?" + "y".repeat(63) + "?=";
		assertThat(HeaderWords.fold("Subject", word + " " + word)).isEqualTo("\r\n " + word + "\r\n " + word);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void unfoldingGivesTheValueBackAndNoLineIsBlank(long seed) {
		Random random = new Random(seed);
		for (int round = 0; round < 2000; round++) {
			StringBuilder value = new StringBuilder("v");
			for (int i = random.nextInt(12); i > 0; i--) {
				value.append(" ".repeat(1 + random.nextInt(4))).append("w".repeat(1 + random.nextInt(90)));
			}
			String folded = HeaderWords.fold("Name", value.toString());
			assertThat(folded.replace("\r\n", "")).as("seed %d", seed).isEqualTo(value.toString());
			assertThat(Arrays.asList(("Name: " + folded).split("\r\n"))).as("seed %d", seed)
				.allSatisfy((line) -> assertThat(line).isNotBlank())
				.allSatisfy((line) -> assertThat(line.length()).isLessThanOrEqualTo(Math.max(76, longestToken(line))));
		}
	}

	/**
	 * A word over the width cannot be folded, and has its spaces and perhaps the name
	 * beside it.
	 */
	private static int longestToken(String line) {
		return Arrays.stream(line.trim().split(" +")).mapToInt(String::length).max().orElse(0) + "Name: v".length();
	}

}
