package io.sendasync.mail.internal.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Reads header lines up to the empty one. Line ends must be of one kind: a CR or LF that
 * does not fit the others is what a value with a smuggled line break looks like.
 */
final class RawHeaderReader {

	private static final int MAX_HEADER = 1 << 20;

	private static final int MAX_LINE = 998;

	private final InputStream in;

	private final List<RawField> fields = new ArrayList<>();

	private long consumed;

	private @Nullable Boolean crlf;

	// Of the field that may still be continued.
	private String name = "";

	private final StringBuilder text = new StringBuilder();

	RawHeaderReader(InputStream in) {
		this.in = in;
	}

	List<RawField> read() throws IOException {
		byte[] line = nextLine();
		while (line != null && line.length > 0) {
			add(decode(line), line.length);
			line = nextLine();
		}
		endField();
		return List.copyOf(this.fields);
	}

	long consumed() {
		return this.consumed;
	}

	/** Without its end; null at the end of the content. */
	private byte @Nullable [] nextLine() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream(128);
		int octet = next();
		while (octet >= 0) {
			if (octet == '\n') {
				requireSameEnd(false);
				return line.toByteArray();
			}
			if (octet == '\r') {
				require(next() == '\n', "has a bare CR");
				requireSameEnd(true);
				return line.toByteArray();
			}
			line.write(octet);
			octet = next();
		}
		return (line.size() > 0) ? line.toByteArray() : null;
	}

	private int next() throws IOException {
		int octet = this.in.read();
		if (octet >= 0) {
			require(++this.consumed <= MAX_HEADER, "goes on beyond a mebibyte");
		}
		return octet;
	}

	private void requireSameEnd(boolean isCrlf) {
		require(this.crlf == null || this.crlf == isCrlf, isCrlf ? "has a CRLF among bare LFs" : "has a bare LF");
		this.crlf = isCrlf;
	}

	private void add(String line, int octets) {
		require(octets <= MAX_LINE, "has a line of more than " + MAX_LINE + " octets");
		if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
			require(!this.name.isEmpty(), "starts with a continuation line");
			require(!line.isBlank(), "has a line of nothing but space");
		}
		else {
			endField();
			int colon = line.indexOf(':');
			require(colon > 0, "has a line that is no field");
			require(line.chars().limit(colon).allMatch((c) -> c > ' ' && c < 0x7F), "has a line that is no field");
			this.name = line.substring(0, colon);
		}
		requirePrintable(line);
		this.text.append(line).append("\r\n");
	}

	private void requirePrintable(String line) {
		line.chars()
			.filter((c) -> Character.isISOControl(c) && c != '\t')
			.forEach((c) -> require(false, String.format(Locale.ROOT, "has the character U+%04X", c)));
	}

	private void endField() {
		if (!this.name.isEmpty()) {
			this.fields.add(new RawField(this.name, this.text.toString()));
		}
		this.name = "";
		this.text.setLength(0);
	}

	private String decode(byte[] line) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
		}
		catch (CharacterCodingException ex) {
			throw refused("has octets above 127 that are not UTF-8");
		}
	}

	private void require(boolean right, String otherwise) {
		if (!right) {
			throw refused(otherwise);
		}
	}

	private IllegalArgumentException refused(String what) {
		return new IllegalArgumentException(
				"The header " + what + ", in or behind the field '" + this.name + "', before octet " + this.consumed);
	}

}
