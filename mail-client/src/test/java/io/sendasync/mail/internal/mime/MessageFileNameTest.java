package io.sendasync.mail.internal.mime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.MailMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.sendasync.mail.internal.mime.MessageParts.field;
import static io.sendasync.mail.internal.mime.MessageParts.headerLines;
import static io.sendasync.mail.internal.mime.MessageParts.message;
import static io.sendasync.mail.internal.mime.MessageParts.parse;
import static io.sendasync.mail.internal.mime.MessageParts.text;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * File names are read back by Jakarta Mail and by a reader of RFC 2231 that forgives
 * nothing.
 */
class MessageFileNameTest {

	/** A semicolon, space, a name, an equals sign, and a token or quoted string. */
	private static final Pattern PARAMETER = Pattern.compile(
			"; *([A-Za-z]+)((?:\\*\\d+)?\\*?)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\x00- ()<>@,;:\\\\\"/\\[\\]?=]+)) *");

	private static final Pattern EXTENDED = Pattern.compile("(?:[A-Za-z0-9!#$&+.^_`{|}~-]|%[0-9A-F]{2})*");

	static Stream<String> names() {
		return Stream.of("a.txt", "a b.txt", "a;b=c.txt", "\"a\" (b) [c].txt", "'a'%20*.txt", "=?utf-8?Q?a?=.txt",
				"a,b", "x".repeat(60), "x".repeat(61), "x y".repeat(85), "\"".repeat(255), "%".repeat(255), "\u00E9",
				"\u00E9\"b\".txt", "Gr\u00F6\u00DFe \u2192 50%.pdf", "\u65E5\u672C\u8A9E".repeat(85),
				"\uD83D\uDE00".repeat(127), "e\u0301".repeat(100), "x".repeat(250) + "\u00E9", "\u00E9' '\u00E9*",
				"\u0627\u0644\u0639\u0631\u0628\u064A\u0629.pdf");
	}

	@ParameterizedTest
	@MethodSource("names")
	void nameComesBack(String name) throws Exception {
		assertComesBack(name);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void anyNameComesBack(long seed) throws Exception {
		Random random = new Random(seed);
		for (int i = 0; i < 300; i++) {
			StringBuilder name = new StringBuilder("x");
			int length = random.nextInt(120);
			for (int j = 0; j < length; j++) {
				int codePoint = random.nextInt(4) == 0 ? random.nextInt(0x20000) : ' ' + random.nextInt(0x5F);
				name.append(allowed(codePoint) ? Character.toString(codePoint) : "_");
			}
			assertComesBack(name.append('x').toString());
		}
	}

	private static boolean allowed(int codePoint) {
		return codePoint != '/' && codePoint != '\\' && !Character.isISOControl(codePoint)
				&& (codePoint < 0xD800 || codePoint > 0xDFFF) && (codePoint < 0x2028 || codePoint > 0x202E)
				&& (codePoint < 0x2066 || codePoint > 0x2069);
	}

	private static void assertComesBack(String name) throws Exception {
		MailMessage message = message().attachment(Attachment.of(name, new byte[1], "text/plain")).build();
		assertThat(parse(message).getFileName()).isEqualTo(name);
		assertThat(strictlyRead(field(text(message), "Content-Disposition"))).isEqualTo(name);
	}

	/** The value of filename, by RFC 2183 and 2231, where the extended form wins. */
	private static String strictlyRead(String disposition) throws CharacterCodingException {
		assertThat(disposition).startsWith("attachment;").matches("[ -~]*");
		Map<String, String> parameters = new LinkedHashMap<>();
		Matcher matcher = PARAMETER.matcher(disposition);
		int position = "attachment".length();
		while (position < disposition.length()) {
			assertThat(matcher.find(position) && matcher.start() == position).as(disposition).isTrue();
			assertThat(matcher.group(1)).isEqualTo("filename");
			String value = (matcher.group(3) != null) ? matcher.group(3).replaceAll("\\\\(.)", "$1") : matcher.group(4);
			assertThat(parameters.put(matcher.group(2), value)).as("twice").isNull();
			position = matcher.end();
		}
		return value(parameters);
	}

	private static String value(Map<String, String> parameters) throws CharacterCodingException {
		String fallback = parameters.remove("");
		if (parameters.isEmpty()) {
			assertThat(fallback).isNotNull();
			return fallback;
		}
		if (parameters.containsKey("*")) {
			assertThat(parameters).hasSize(1);
			return decode(charsetRemoved(parameters.get("*")));
		}
		StringBuilder value = new StringBuilder();
		for (int i = 0; i < parameters.size(); i++) {
			String plain = parameters.get("*" + i);
			String extended = parameters.get("*" + i + "*");
			assertThat(plain == null).as("segment %d", i).isNotEqualTo(extended == null);
			value.append((plain != null) ? plain : decode((i == 0) ? charsetRemoved(extended) : extended));
		}
		return value.toString();
	}

	private static String charsetRemoved(String value) {
		assertThat(value).startsWithIgnoringCase("utf-8''");
		return value.substring("utf-8''".length());
	}

	/** Whole characters in each segment, so that nobody has to join octets. */
	private static String decode(String value) throws CharacterCodingException {
		assertThat(value).matches(EXTENDED);
		ByteArrayOutputStream octets = new ByteArrayOutputStream();
		for (int i = 0; i < value.length(); i++) {
			boolean escaped = value.charAt(i) == '%';
			octets.write(escaped ? Integer.parseInt(value.substring(i + 1, i + 3), 16) : value.charAt(i));
			i += escaped ? 2 : 0;
		}
		return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.toByteArray())).toString();
	}

	@ParameterizedTest
	@MethodSource("names")
	void linesAreShort(String name) {
		MailMessage message = message().attachment(Attachment.of(name, new byte[1], "text/plain")).build();
		assertThat(headerLines(message)).allSatisfy((line) -> assertThat(line.length()).isLessThanOrEqualTo(78));
	}

	@Test
	void readersThatKnowNoExtendedFormGetAnAsciiName() {
		MailMessage message = message()
			.attachment(Attachment.of("Gr\u00F6\u00DFe \"\uD83D\uDE00\".pdf", new byte[1], "text/plain"))
			.build();
		assertThat(text(message)).contains(";\r\n filename=\"Gr__e ___.pdf\";");
	}

}
