package io.sendasync.mail.internal.mime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.sendasync.mail.message.AlternateView;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.LinkedResource;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailHeader;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailMessageBuilder;
import jakarta.mail.Address;
import jakarta.mail.Header;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.sendasync.mail.internal.mime.MessageParts.assertCanonical;
import static io.sendasync.mail.internal.mime.MessageParts.octets;
import static io.sendasync.mail.internal.mime.MessageParts.parse;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random text in every public field of a message: refused with an
 * IllegalArgumentException when it is given, or rendered as what was planned. Nothing is
 * refused later, nothing makes a field or a part of its own.
 */
class MessageRandomTextTest {

	private static final String[] PIECES = { "a", "b", "Z", "9", " ", " ", "  ", ".", ",", ";", ":", "<", ">", "@",
			"\"", "\\", "(", ")", "[", "]", "=", "?", "=?utf-8?Q?x?=", "=?", "?=", "'", "%", "*", "/", "-", "_", "--",
			"\t", "\u00E9", "\u00DF", "\u00A0", "\u0130", "\u2190", "\u65E5", "\u760D", "\u760A", "\u0A0D", "\uFF0D",
			"\uFF20", "\uFF1E", "\u200D", "\u3002", "\uFEFF", "\uFFFD", "\uFFFF", "e\u0301", "\uD83D\uDE00",
			"x.example", "j@x.example", "<j@x.example>", "text/plain", "; x=y",
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" };

	private static final String[] BAD_PIECES = { "\r\n", "\r", "\n", "\r\nBcc: evil@x.example", "\r\n\r\n", "\r\n.\r\n",
			"\r\n ", "\u0000", "\u0001", "\u001B[31m", "\u007F", "\u0085", "\u2028", "\u202E", "\u2066", "\uD83D",
			"\uDE00", "\n--=_", "\n.\n" };

	private Random random = new Random();

	private int refused;

	@ParameterizedTest(name = "seed {0}")
	@ValueSource(longs = { 1, 2, 3 })
	void textIsRefusedOrRenderedAsPlanned(long seed) throws Exception {
		this.random = new Random(seed);
		int rounds = 200;
		for (int i = 0; i < rounds; i++) {
			MailMessage message = randomMessage();
			byte[] octets = octets(message);
			assertCanonical(octets);
			assertHeader(message, octets, "seed %d, round %d".formatted(seed, i));
			assertParts(message);
		}
		assertThat(this.refused).as("refused").isBetween(rounds, rounds * 19);
	}

	private MailMessage randomMessage() {
		MailMessageBuilder builder = MailMessage.builder().messageId("1@x.example");
		String header = "X-Test" + text(3);
		for (Consumer<String> field : List.<Consumer<String>>of(builder::from, builder::sender, builder::replyTo,
				builder::to, builder::cc, builder::bcc, builder::subject, builder::text, builder::messageId,
				(text) -> builder.from(MailAddress.of(text, "j@x.example")),
				(text) -> builder.to(MailAddress.of(text, "k@x.example")), (text) -> builder.to(text + "@x.example"),
				(text) -> builder.cc("j@" + text), (text) -> builder.header("X-Value", text),
				(text) -> builder.header(header, text), (text) -> builder.header("References", text),
				(text) -> builder.attachment(Attachment.of(text, new byte[1], "text/plain")),
				(text) -> builder.attachment(Attachment.of("a", new byte[1], "text/plain" + text)))) {
			orRefuse(field);
		}
		LinkedResource resource = made(() -> LinkedResource.of(text(5), new byte[1], "image/png"));
		orRefuse((text) -> builder.html(text,
				(resource != null) ? new LinkedResource[] { resource } : new LinkedResource[0]));
		AlternateView view = made(() -> AlternateView.of("text/x; x=\"" + text(5) + "\"", text(20)));
		if (view != null) {
			builder.alternateView(view);
		}
		return builder.build();
	}

	private void orRefuse(Consumer<String> field) {
		made(() -> {
			field.accept(text(20));
			return field;
		});
	}

	private <T> @Nullable T made(Supplier<T> maker) {
		try {
			return maker.get();
		}
		catch (IllegalArgumentException ex) {
			this.refused++;
			assertThat(String.valueOf(ex.getMessage()).chars()).noneMatch(Character::isISOControl);
			return null;
		}
	}

	private String text(int pieces) {
		StringBuilder text = new StringBuilder();
		boolean good = this.random.nextInt(3) > 0;
		for (int i = this.random.nextInt(pieces + 1); i > 0; i--) {
			String[] from = (good || this.random.nextInt(6) > 0) ? PIECES : BAD_PIECES;
			text.append(from[this.random.nextInt(from.length)]);
		}
		return text.toString();
	}

	private static void assertHeader(MailMessage message, byte[] octets, String where) throws Exception {
		List<String> planned = new ArrayList<>(List.of("Date", "Message-ID", "MIME-Version", "Content-Type"));
		addIf(planned, "From", message.from() != null);
		addIf(planned, "Sender", message.sender() != null);
		addIf(planned, "Reply-To", !message.replyTo().isEmpty());
		addIf(planned, "To", !message.to().isEmpty());
		addIf(planned, "Cc", !message.cc().isEmpty());
		addIf(planned, "Subject", !message.subject().isEmpty());
		addIf(planned, "Content-Transfer-Encoding", !isMultipart(message));
		addIf(planned, "Content-Disposition", !isMultipart(message) && !message.attachments().isEmpty());
		message.headers().stream().map(MailHeader::name).forEach(planned::add);
		MimeMessage parsed = parse(message);
		assertThat(Collections.list(parsed.getAllHeaders())).as(where)
			.extracting(Header::getName)
			.containsExactlyInAnyOrderElementsOf(planned);
		assertThat(MessageRenderer.render(message).smtpUtf8()).isEqualTo(usesUtf8(message));
		boolean sevenBit = Arrays.equals(octets, asciiOf(octets));
		assertThat(sevenBit || usesUtf8(message)).as(where).isTrue();
		assertThat((parsed.getSubject() != null) ? parsed.getSubject() : "").isEqualTo(message.subject());
		assertAddresses(parsed.getHeader("To", ", "), message.to());
		assertAddresses(parsed.getHeader("Cc", ", "), message.cc());
	}

	private static byte[] asciiOf(byte[] octets) {
		byte[] ascii = octets.clone();
		for (int i = 0; i < ascii.length; i++) {
			ascii[i] &= 0x7F;
		}
		return ascii;
	}

	private static void addIf(List<String> list, String name, boolean condition) {
		if (condition) {
			list.add(name);
		}
	}

	private static boolean usesUtf8(MailMessage message) {
		List<MailAddress> all = new ArrayList<>(message.to());
		all.addAll(message.cc());
		all.addAll(message.bcc());
		all.addAll(message.replyTo());
		addIfThere(all, message.from());
		addIfThere(all, message.sender());
		return all.stream().anyMatch(MailAddress::needsSmtpUtf8);
	}

	private static void addIfThere(List<MailAddress> list, @Nullable MailAddress address) {
		if (address != null) {
			list.add(address);
		}
	}

	private static void assertAddresses(@Nullable String field, List<MailAddress> addresses) throws Exception {
		List<MailAddress> ascii = addresses.stream().filter((address) -> !address.needsSmtpUtf8()).toList();
		if (field == null || ascii.size() < addresses.size()) {
			return;
		}
		Address[] parsed = InternetAddress.parseHeader(field, false);
		assertThat(parsed).hasSameSizeAs(addresses);
		for (int i = 0; i < parsed.length; i++) {
			InternetAddress address = (InternetAddress) parsed[i];
			assertThat(address.getAddress()).isEqualTo(addresses.get(i).wireAddress());
			assertThat((address.getPersonal() != null) ? address.getPersonal() : "")
				.isEqualTo(addresses.get(i).displayName());
		}
	}

	private static boolean isMultipart(MailMessage message) {
		int parts = message.attachments().size() + message.alternateViews().size() + message.linkedResources().size();
		return parts + ((message.text() != null) ? 1 : 0) + ((message.html() != null) ? 1 : 0) > 1;
	}

	/** Attachments, at the end of the outermost multipart, have their names. */
	private static void assertParts(MailMessage message) throws Exception {
		List<Attachment> attachments = message.attachments();
		if (!isMultipart(message) || attachments.isEmpty()) {
			return;
		}
		Multipart mixed = (Multipart) parse(message).getContent();
		int others = mixed.getCount() - attachments.size();
		assertThat(others).isBetween(0, 1);
		for (int i = 0; i < attachments.size(); i++) {
			assertThat(mixed.getBodyPart(others + i).getFileName()).isEqualTo(attachments.get(i).name());
		}
	}

}
