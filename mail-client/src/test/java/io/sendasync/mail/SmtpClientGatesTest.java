package io.sendasync.mail;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.message.AlternateView;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.LinkedResource;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailHeader;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailMessageBuilder;
import io.sendasync.mail.testserver.AcceptedMessage;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Nothing that a caller gives makes a command, a header field or an end of content of its
 * own: it is refused before the first octet, or the server hears exactly what was
 * planned.
 */
class SmtpClientGatesTest {

	/** What the advisories on other mail libraries have in common, and their kin. */
	private static final List<String> ATTACKS = List.of("\r\nBcc: evil@x.example", "\nBcc: evil@x.example",
			"\rBcc: evil@x.example", "\r\n\r\nevil", "\r\n \r\nX-Evil: x", "\r\n.\r\nMAIL FROM:<evil@x.example>", "\0",
			"\u001B[31m", "\u007F", "\u0085", "\u2028", "\uD83D", "\uDE00");

	/** One field of the public API, and a way to fill it. */
	record Place(String name, BiConsumer<MailMessageBuilder, String> fill) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	private final SmtpTestServer server = SmtpTestServer.builder()
		.with(SmtpExtension.SMTPUTF8, SmtpExtension.EIGHTBITMIME, SmtpExtension.DSN)
		.start();

	private final SmtpClient client = SmtpClient.builder()
		.host("localhost")
		.port(this.server.port())
		.maxConnections(1)
		.maxMessages(100_000)
		.build();

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	static Stream<Place> places() {
		byte[] octets = { 1 };
		return Stream.of(new Place("from", (builder, text) -> builder.from("a" + text + "@x.example")),
				new Place("from name", (builder, text) -> builder.from("A" + text + " <a@x.example>")),
				new Place("from quoted", (builder, text) -> builder.from("\"a" + text + "\"@x.example")),
				new Place("from domain", (builder, text) -> builder.from("a@x" + text + ".example")),
				new Place("from literal", (builder, text) -> builder.from("a@[192.0.2" + text + ".1]")),
				new Place("from comment", (builder, text) -> builder.from("(c" + text + ") a@x.example")),
				new Place("sender", (builder, text) -> builder.sender("a@x.example" + text)),
				new Place("replyTo", (builder, text) -> builder.replyTo("a@x.example" + text)),
				new Place("to", (builder, text) -> builder.to("b@x.example, a@x.example" + text)),
				new Place("cc", (builder, text) -> builder.cc(text + "a@x.example")),
				new Place("bcc", (builder, text) -> builder.bcc("<a@x.example" + text + ">")),
				new Place("display name", (builder, text) -> builder.cc(MailAddress.of("A" + text, "a@x.example"))),
				new Place("subject", (builder, text) -> builder.subject("a" + text)),
				new Place("header name", (builder, text) -> builder.header("X-A" + text, "x")),
				new Place("header value", (builder, text) -> builder.header("X-A", "a" + text)),
				new Place("references", (builder, text) -> builder.header("References", "<a@b" + text + ">")),
				new Place("list field", (builder, text) -> builder.header("List-Help", "<a:b" + text + ">")),
				new Place("resent field", (builder, text) -> builder.header("Resent-To", "a@b" + text)),
				new Place("messageId", (builder, text) -> builder.messageId("a" + text + "@b")),
				new Place("inReplyTo", (builder, text) -> builder.inReplyTo("a" + text + "@b", "")),
				new Place("inReplyTo references", (builder, text) -> builder.inReplyTo("a@b", "<a" + text + "@b>")),
				new Place("file name",
						(builder, text) -> builder.attachment(Attachment.of("a" + text, octets, "text/plain"))),
				new Place("file name beyond ASCII",
						(builder, text) -> builder.attachment(Attachment.of("\u00E9" + text, octets, "text/plain"))),
				new Place("media type",
						(builder, text) -> builder.attachment(Attachment.of("a", octets, "text/plain" + text))),
				new Place("media type parameter",
						(builder, text) -> builder
							.attachment(Attachment.of("a", octets, "text/plain; a=\"b" + text + "\""))),
				new Place("media type parameter name",
						(builder, text) -> builder
							.attachment(Attachment.of("a", octets, "text/plain; a" + text + "=b"))),
				new Place("content id",
						(builder, text) -> builder.html("x", LinkedResource.of("a" + text, octets, "image/png"))),
				new Place("view",
						(builder, text) -> builder.alternateView(AlternateView.of("text/x; a=b" + text, "x"))));
	}

	static Stream<Arguments> placesAndAttacks() {
		return places().flatMap((place) -> IntStream.range(0, ATTACKS.size()).mapToObj((i) -> arguments(place, i)));
	}

	@ParameterizedTest(name = "{0}, attack {1}")
	@MethodSource("placesAndAttacks")
	void lineBreaksControlsAndHalfCharactersAreRefusedWhenTheyAreGiven(Place place, int attack) {
		String text = ATTACKS.get(attack);
		MailMessageBuilder builder = MailMessage.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> place.fill().accept(builder, text))
			.withMessageNotContaining("evil")
			.satisfies((ex) -> assertThat(ex.getMessage()).matches("\\P{Cntrl}+"));
	}

	/**
	 * What a conversion to octets, a mapping or a normalization would turn into CR, LF, @
	 * or >.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "\u760D\u760A", "\u0A0D", "\uFF0D", "\u0130", "\uFF20", "\uFF1E", "\u2100" })
	void charactersThatNarrowingWouldTurnIntoOthersArriveOrAreRefused(String text) throws Exception {
		for (Place place : places().toList()) {
			MailMessageBuilder builder = MailMessage.builder().from("j@x.example").to("k@x.example").text(text);
			try {
				place.fill().accept(builder, text);
			}
			catch (IllegalArgumentException ex) {
				continue;
			}
			assertExactlyThatArrives(builder.build(), place.name());
		}
		assertThat(this.server.messages()).isNotEmpty();
	}

	static Stream<Arguments> quotedAddresses() {
		return Stream.of(arguments("\"a@x> ORCPT=rfc822;evil\"@y.example", "\"a@x> ORCPT=rfc822;evil\"@y.example"),
				arguments("\"a@gmail.com x\"@internal.example", "\"a@gmail.com x\"@internal.example"),
				arguments("\"a> SIZE=1\"@y.example", "\"a> SIZE=1\"@y.example"),
				arguments("\"a\\\"b\"@y.example", "\"a\\\"b\"@y.example"),
				arguments("\"plain\"@y.example", "plain@y.example"), arguments("a (x) @ y.example", "a@y.example"),
				arguments("-oQ/tmp@y.example", "-oQ/tmp@y.example"),
				arguments("a@b\u00FCcher.example", "a@xn--bcher-kva.example"));
	}

	/**
	 * GHSA-wpwj-69cm-q9c5, CVE-2025-13033 and their kin: nothing gets out of the quotes.
	 */
	@ParameterizedTest(name = "{0}")
	@MethodSource("quotedAddresses")
	void addressGoesOutInItsOneForm(String text, String wire) throws Exception {
		assertExactlyThatArrives(MailMessage.builder().from(text).to(text).cc("k@x.example").text("x").build(), text);
		assertThat(commands()).contains("RCPT TO:<" + wire + ">");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x\r\nMAIL FROM:<evil@x.example>", "a b", "a_b", "", "[1.2.3.4", "\u760D\u760A", "a\0" })
	void heloNameIsCheckedWhenTheClientIsBuilt(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> SmtpClient.builder().heloName(name))
			.withMessageNotContaining("evil");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x\r\ny", "user@x.example", "x y", "x/y", "x\0", "smtp://x" })
	void hostIsAHostAndNothingElse(String host) {
		assertThatIllegalArgumentException().isThrownBy(() -> SmtpClient.builder().host(host));
	}

	@ParameterizedTest(name = "seed {0}")
	@ValueSource(longs = { 1, 2, 3 })
	void randomTextIsRefusedOrTheServerHearsWhatWasPlanned(long seed) throws Exception {
		Random random = new Random(seed);
		List<Place> places = places().toList();
		for (int round = 0; round < 150; round++) {
			MailMessageBuilder builder = MailMessage.builder();
			for (Place place : places) {
				orRefuse(() -> place.fill().accept(builder, text(random)));
			}
			orRefuse(() -> builder.text(text(random) + "\n.\n" + text(random)));
			orRefuse(() -> builder.to(text(random) + "@x.example"));
			MailMessage message = builder.from("j@x.example").bcc("z@x.example").build();
			assertExactlyThatArrives(message, "seed %d, round %d".formatted(seed, round));
		}
		this.server.assertNoViolations();
		assertThat(this.server.connectionCount()).isEqualTo(1);
	}

	private static void orRefuse(Runnable use) {
		try {
			use.run();
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex.getMessage()).matches("\\P{Cntrl}+");
		}
	}

	private static String text(Random random) {
		String[] pieces = { "a", "B", "9", " ", ".", ",", ";", "<", ">", "@", "\"", "\\", "(", ")", "[", "]", ":", "=",
				"=?utf-8?Q?x?=", "\u00E9", "\u760D", "\u760A", "\uFF0D", "\uFF20", "\u65E5", "\uD83D\uDE00", "-", "_",
				"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" };
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(8); i > 0; i--) {
			text.append((random.nextInt(40) == 0) ? ATTACKS.get(random.nextInt(ATTACKS.size()))
					: pieces[random.nextInt(pieces.length)]);
		}
		return text.toString();
	}

	/**
	 * One transaction with the envelope of the message, and its header fields and no
	 * others.
	 */
	private void assertExactlyThatArrives(MailMessage message, String where) {
		List<String> before = commands();
		Envelope envelope = this.client.send(message).envelope();
		List<String> heard = commands().subList(before.size(), commands().size());
		List<String> planned = new ArrayList<>();
		planned.add("MAIL FROM:<" + envelope.reversePath().wireAddress() + ">");
		envelope.recipients().forEach((recipient) -> planned.add("RCPT TO:<" + recipient.wireAddress() + ">"));
		planned.add("DATA");
		planned.add("content");
		assertThat(heard.stream()
			.filter((command) -> !command.startsWith("EHLO") && !command.equals("RSET"))
			.map((command) -> command.replaceFirst("^<\\d+ octets of content>$", "content")
				.replaceFirst("^(MAIL .*>) SIZE=\\d+( BODY=8BITMIME)?( SMTPUTF8)?$", "$1")))
			.as(where)
			.containsExactlyElementsOf(planned);
		List<AcceptedMessage> messages = this.server.messages();
		AcceptedMessage accepted = messages.get(messages.size() - 1);
		assertThat(fieldNames(accepted)).as(where)
			.containsExactlyInAnyOrderElementsOf(plannedFields(message, accepted));
	}

	private List<String> commands() {
		return this.server.sessions().isEmpty() ? List.of() : this.server.sessions().get(0).commands();
	}

	private static List<String> fieldNames(AcceptedMessage accepted) {
		String header = accepted.text().split("\r\n\r\n", 2)[0];
		return header.lines().filter((line) -> !line.startsWith(" ")).map((line) -> line.split(":", 2)[0]).toList();
	}

	private static List<String> plannedFields(MailMessage message, AcceptedMessage accepted) {
		List<String> planned = new ArrayList<>(List.of("Date", "From", "Message-ID", "MIME-Version", "Content-Type"));
		addIf(planned, "Sender", message.sender());
		addIf(planned, "Reply-To", message.replyTo().isEmpty() ? null : "x");
		addIf(planned, "To", message.to().isEmpty() ? null : "x");
		addIf(planned, "Cc", message.cc().isEmpty() ? null : "x");
		addIf(planned, "Subject", message.subject().isEmpty() ? null : "x");
		message.headers().stream().map(MailHeader::name).forEach(planned::add);
		String type = String.valueOf(accepted.header("Content-Type"));
		addIf(planned, "Content-Transfer-Encoding", type.startsWith("multipart/") ? null : "x");
		addIf(planned, "Content-Disposition",
				(type.startsWith("multipart/") || message.attachments().isEmpty()) ? null : "x");
		return planned;
	}

	private static void addIf(List<String> list, String name, @Nullable Object value) {
		if (value != null) {
			list.add(name);
		}
	}

	static Stream<Arguments> ends() {
		return Stream.of("\r\n.\r\n", "\n.\n", "\n.\r\n", "\r.\r", "\r\n.\n", "\r.\r\n", "\n.\r")
			.flatMap((end) -> IntStream.rangeClosed(1, 8).mapToObj((size) -> arguments(end, size)));
	}

	/** CVE-2023-51764 to 51766: what some servers take for the end of the content. */
	@ParameterizedTest
	@MethodSource("ends")
	void contentDoesNotEndBeforeItsEnd(String end, int size) {
		String header = "From: j@x.example\r\nTo: k@x.example\r\nDate: x\r\n\r\n";
		String body = "a" + end + "MAIL FROM:<evil@x.example>\r\n" + end + end + "b";
		byte[] octets = (header + body).getBytes(StandardCharsets.US_ASCII);
		this.client.send(RawMessage.of(() -> inPieces(octets, size)));
		this.client.send(MailMessage.builder().from("j@x.example").to("k@x.example").text(body).build());
		String expected = body.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n") + "\r\n";
		assertThat(this.server.messages()).hasSize(2)
			.allSatisfy((message) -> assertThat(message.text().split("\r\n\r\n", 2)[1]).isEqualTo(expected));
		assertThat(commands()).noneMatch((command) -> command.contains("evil"));
		this.server.assertNoViolations();
	}

	private static InputStream inPieces(byte[] octets, int size) {
		return new ByteArrayInputStream(octets) {
			@Override
			public int read(byte[] target, int start, int length) {
				return super.read(target, start, Math.min(length, size));
			}
		};
	}

	@Test
	void messageThatIsRefusedHarmsNoOther() {
		Consumer<String> send = (to) -> this.client
			.send(MailMessage.builder().from("j@x.example").to(to).text("x").build());
		send.accept("k@x.example");
		assertThatIllegalArgumentException().isThrownBy(() -> send.accept("k@x.example\r\nRCPT TO:<evil@x.example>"));
		send.accept("k@x.example");
		assertThat(this.server.messages()).hasSize(2);
		this.server.assertNoViolations();
	}

}
