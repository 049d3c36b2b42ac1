package io.sendasync.mail;

import java.net.IDN;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sendasync.mail.delivery.DkimSigner;
import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.message.AlternateView;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.ContentSource;
import io.sendasync.mail.message.DeliveryNotification;
import io.sendasync.mail.message.DeliveryOptions;
import io.sendasync.mail.message.LinkedResource;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailMessageBuilder;
import io.sendasync.mail.testserver.AcceptedMessage;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What other mail libraries had to publish advisories for, tried here as it was published
 * there. Each attack is refused by field and position before the server hears anything,
 * or the server hears exactly what was planned. What servers do to clients is in
 * {@link HostileServerTest}.
 */
class AdvisoriesTest {

	private static final PrivateKey KEY = key();

	private final SmtpTestServer server = SmtpTestServer.builder()
		.with(SmtpExtension.SMTPUTF8, SmtpExtension.EIGHTBITMIME, SmtpExtension.DSN)
		.start();

	private final SmtpClient client = SmtpClient.builder()
		.host("localhost")
		.port(this.server.port())
		.maxConnections(1)
		.build();

	private static PrivateKey key() {
		try {
			return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static MailMessageBuilder message() {
		return MailMessage.builder().from("jane@x.example").to("ben@x.example").text("Hello\r\n");
	}

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	/** Advisory, field, position of what is wrong, the attack. */
	private static Arguments attack(String advisory, String field, int position, Consumer<MailMessageBuilder> attack) {
		return arguments(advisory, field, position, attack);
	}

	static Stream<Arguments> attacksOnAddresses() {
		return Stream.of(
				attack("CVE-2025-7962 (Angus Mail): octets of a domain", "to", 12,
						(builder) -> builder.to("ben@x\u760D\u760ARCPT TO:<evil@x.example>")),
				attack("CVE-2025-59419 (Netty): recipient", "to", 13,
						(builder) -> builder.to("ben@x.example\r\nMAIL FROM:<evil@x.example>")),
				attack("CVE-2025-59419 (Netty): sender", "from", 15,
						(builder) -> builder.from("jane@x.example>\r\nRCPT TO:<evil@x.example>")),
				attack("CVE-2026-30227 (MimeKit): quoted local part", "to", 4,
						(builder) -> builder.to("\"ben\r\nRCPT TO:<evil@x.example>\r\nX\"@x.example")),
				attack("CVE-2026-30227 (MimeKit): quoted pair", "to", 5,
						(builder) -> builder.to("\"ben\\\r\nRCPT TO:<evil@x.example>\"@x.example")),
				attack("CVE-2021-23400 (nodemailer): address as an object", "Not a mail address", 13,
						(builder) -> builder.to(MailAddress.of("Ben", "ben@x.example\r\nBcc: evil@x.example"))),
				attack("CVE-2015-9097 (mail, Ruby): DATA in a recipient", "to", 14,
						(builder) -> builder.to("ben@x.example>\r\nDATA\r\nSubject: evil\r\n\r\nx\r\n.\r\nQUIT\r\n")),
				attack("CVE-2026-45067 (Symfony): line break in an address", "cc", 4,
						(builder) -> builder.cc("\"ben\nBcc: evil@x.example\n\"@x.example")),
				attack("CVE-2026-48019 (Laravel): line break at the end", "to", 13,
						(builder) -> builder.to("ben@x.example\n")),
				attack("CVE-2018-1294 (Commons Email): bounce address", "sender", 16,
						(builder) -> builder.sender("bounce@x.example\r\nRCPT TO:<evil@x.example>")),
				attack("CVE-2026-32178 (.NET): display name", "displayName", 1,
						(builder) -> builder.to(MailAddress.of("A\r\nFrom: evil@x.example", "ben@x.example"))),
				attack("CVE-2026-50659 (.NET): author made to look like another", "from", 2,
						(builder) -> builder.from("Ja\u202Eenaj <jane@x.example>")));
	}

	static Stream<Arguments> attacksOnFields() {
		byte[] octets = { 1 };
		return Stream.of(
				attack("CVE-2017-9801 (Commons Email): subject", "subject", 1,
						(builder) -> builder.subject("a\r\nBcc: evil@x.example")),
				attack("Log4j 4258: subject out of a log", "subject", 1,
						(builder) -> builder.subject("a\nevil\r\n\r\nbody")),
				attack("nodemailer 8.0.9: comment of a List field", "value of header List-Unsubscribe", 23,
						(builder) -> builder.header("List-Unsubscribe",
								"<mailto:u@x.example> (c\r\nBcc: evil@x.example)")),
				attack("nodemailer 9.0.4: key of a header", "header name", 3,
						(builder) -> builder.header("X-A\tevil", "x")),
				attack("nodemailer 9.0.4: message identifier", "messageId", 1,
						(builder) -> builder.messageId("<a\u007Fevil@x.example>")),
				attack("nodemailer 9.0.5: half a character", "value of header X-A", 1,
						(builder) -> builder.header("X-A", "a\uD83Devil")),
				attack("nodemailer 9.0.5: envelope identifier", "envelopeId", 1,
						(builder) -> builder
							.deliveryOptions(DeliveryOptions.builder().envelopeId("a\tNOTIFY=NEVER").build())),
				attack("CVE-2026-45070 (Symfony): name of a parameter", "mediaType", 13,
						(builder) -> builder
							.attachment(Attachment.of("a", octets, "text/plain; a\r\nBcc: evil@x.example; b=c"))),
				attack("CakePHP 19512: value of a header", "value of header X-A", 1,
						(builder) -> builder.header("X-A", "a\r\n\r\nevil")),
				attack("Simple Java Mail 88: name of a header", "header name", 3,
						(builder) -> builder.header("X-A\r\nBcc", "evil@x.example")),
				attack("Simple Java Mail 88: name of an attachment", "attachment name", 1,
						(builder) -> builder
							.attachment(Attachment.of("a\r\nBcc: evil@x.example", octets, "text/plain"))),
				attack("Simple Java Mail 88: content id", "contentId", 1, (builder) -> builder.html("x",
						LinkedResource.of("a\r\nBcc: evil@x.example", octets, "image/png"))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "attacksOnAddresses", "attacksOnFields" })
	void attackIsRefusedByFieldAndPositionAndNobodyHearsOfIt(String advisory, String field, int position,
			Consumer<MailMessageBuilder> attack) {
		assertThatIllegalArgumentException().isThrownBy(() -> {
			MailMessageBuilder builder = message();
			attack.accept(builder);
			this.client.send(builder.build());
		})
			.withMessageStartingWith(field)
			.withMessageContaining("position " + position)
			.withMessageNotContaining("evil")
			.satisfies((ex) -> assertThat(ex.getMessage()).matches("[\\p{Graph}\\p{Blank}]+"));
		assertThat(this.server.connectionCount()).isZero();
	}

	/** GHSA-v3q9-hj7j-63hq (aiosmtplib), smtp-client-nio 62: each control character. */
	static Stream<Character> controls() {
		return IntStream.concat(IntStream.range(0, 0x20), IntStream.rangeClosed(0x7F, 0x9F)).mapToObj((c) -> (char) c);
	}

	@ParameterizedTest
	@MethodSource("controls")
	void controlCharacterIsRefusedInEachArgumentOfACommand(char control) {
		String text = "a" + control + "b";
		List<Consumer<MailMessageBuilder>> arguments = List.of((builder) -> builder.from(text + "@x.example"),
				(builder) -> builder.sender("\"" + text + "\"@x.example"), (builder) -> builder.to(text + "@x.example"),
				(builder) -> builder.bcc("a@" + text + ".example"),
				(builder) -> builder.deliveryOptions(DeliveryOptions.builder().envelopeId(text).build()));
		assertThat(arguments).allSatisfy((argument) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> argument.accept(MailMessage.builder()))
			.withMessageContaining("position ")
			.withMessageNotContaining(text));
		assertThatIllegalArgumentException().isThrownBy(() -> SmtpClient.builder().heloName(text));
		assertThatIllegalArgumentException().isThrownBy(() -> SmtpClient.builder().host(text));
	}

	static Stream<Arguments> settings() {
		return Stream.of(
				setting("GHSA-vvjj-xcjg-gr5g (nodemailer): name in EHLO", "heloName",
						() -> SmtpClient.builder().heloName("x\r\nMAIL FROM:<evil@x.example>")),
				setting("bpo-43124 (CPython): name in EHLO", "heloName",
						() -> SmtpClient.builder().heloName("x\r\nX-INJECTED")),
				setting("Net::SMTP (Ruby): line feed in the name", "heloName",
						() -> SmtpClient.builder().heloName("x\n")),
				setting("nodemailer 9.0.2: host of a CONNECT", "host",
						() -> SmtpClient.builder().host("x.example:25 HTTP/1.1\r\nHost: evil")),
				setting("nodemailer 9.0.4: DKIM selector", "selector",
						() -> DkimSigner.of("x.example", "s; d=evil.example", KEY)),
				setting("nodemailer 9.0.4: DKIM domain", "domain", () -> DkimSigner.of("x.example; s=evil", "s", KEY)),
				setting("nodemailer 9.0.4: line break in a DKIM tag", "selector",
						() -> DkimSigner.of("x.example", "s\r\nBcc: evil@x.example", KEY)),
				setting("RFC 4616: NUL between the parts of PLAIN", "username",
						() -> SmtpCredentials.of("jane\0evil", "password")),
				setting("RFC 7628: separator in OAUTHBEARER", "token",
						() -> SmtpCredentials.bearer("jane", "evil\u0001auth=x")));
	}

	private static Arguments setting(String advisory, String name, Runnable attack) {
		return arguments(advisory, name, attack);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("settings")
	void attackOnASettingIsRefusedByItsName(String advisory, String name, Runnable attack) {
		assertThatThrownBy(attack::run).isInstanceOf(IllegalArgumentException.class)
			.message()
			.containsIgnoringCase(name)
			.doesNotContain("evil", "\r", "\n", "\0");
	}

	static Stream<Arguments> recipientsInTheirOneForm() {
		return Stream.of(
				arguments("CVE-2025-13033 (nodemailer)", "\"evil@gmail.example x\"@internal.example",
						"internal.example", "\"evil@gmail.example x\"@internal.example"),
				arguments("CVE-2025-59937 (go-mail)", "\"ben> ORCPT=rfc822;evil@x.example\"@y.example", "y.example",
						"\"ben> ORCPT=rfc822;evil@x.example\"@y.example"),
				arguments("CVE-2025-59937 (go-mail): end of the quotes", "\"ben\\\"@x.example> ORCPT=evil \"@y.example",
						"y.example", "\"ben\\\"@x.example> ORCPT=evil \"@y.example"),
				arguments("CVE-2026-45068 (Symfony)", "-oQ/tmp@y.example", "y.example", "-oQ/tmp@y.example"),
				arguments("RUSTSEC-2020-0069 (lettre)", "-be@y.example", "y.example", "-be@y.example"),
				arguments("CVE-2025-7962 (Angus Mail): octets of a local part", "ben\u760D\u760Aevil@y.example",
						"y.example", "ben\u760D\u760Aevil@y.example"),
				arguments("CVE-2025-7962 (Angus Mail): octets of a domain", "ben@y\u760D\u760A.example",
						"y\u760D\u760A.example", "ben@" + IDN.toASCII("y\u760D\u760A") + ".example"),
				arguments("nodemailer 9.0.5: comments and quotes", "(evil@x.example) \"ben\" @ Y.example", "Y.example",
						"ben@Y.example"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("recipientsInTheirOneForm")
	void recipientIsTheSameInHeaderAndEnvelope(String advisory, String text, String domain, String wire) {
		assertThat(MailAddress.parse(text).domain()).isEqualTo(domain);
		AcceptedMessage accepted = send(message().to(MailAddress.parse(text)).build());
		assertThat(accepted.header("To")).isEqualTo("ben@x.example, " + wire);
	}

	/** GHSA-c7w3-x93f-qmm8 (nodemailer): the size is a number that nobody can give. */
	@Test
	void sizeIsCounted() {
		AcceptedMessage accepted = send(message().header("SIZE", "1 BODY=x").build());
		assertThat(commands())
			.anyMatch((command) -> command.matches("MAIL FROM:<jane@x.example> SIZE=" + accepted.content().length));
	}

	/** CVE-2025-59937 (go-mail), RFC 3461: what looks like a parameter is text in it. */
	@Test
	void parametersAreEncoded() {
		MailMessage message = message().to(MailAddress.parse("\"a=b +c> NOTIFY=NEVER\"@y.example"))
			.deliveryNotification(DeliveryNotification.FAILURE)
			.deliveryOptions(DeliveryOptions.builder().envelopeId("a=b RET=FULL+").build())
			.build();
		this.client.send(message);
		assertThat(commands()).anyMatch((command) -> command.endsWith(" ENVID=a+3Db+20RET+3DFULL+2B"))
			.contains("RCPT TO:<\"a=b +c> NOTIFY=NEVER\"@y.example> NOTIFY=FAILURE"
					+ " ORCPT=rfc822;\"a+3Db+20+2Bc>+20NOTIFY+3DNEVER\"@y.example");
		this.server.assertNoViolations();
	}

	static Stream<Arguments> smuggledEnds() {
		return Stream.of(arguments("CVE-2023-51764 (Postfix)", "\n.\r\n"),
				arguments("CVE-2023-51764 (Postfix)", "\n.\n"), arguments("CVE-2023-51765 (Sendmail)", "\r.\r"),
				arguments("CVE-2023-51766 (Exim)", "\r\n.\n"), arguments("VU#302671", "\r.\n"),
				arguments("VU#302671", "\r\n\r.\r\n"), arguments("RUSTSEC-2021-0069 (lettre)", "\r\n.\r\n"),
				arguments("RUSTSEC-2021-0069 (lettre)", "\r\n..\r\n"));
	}

	@ParameterizedTest(name = "{0}, case {index}")
	@MethodSource("smuggledEnds")
	void contentEndsWhereItEnds(String advisory, String end) {
		String smuggled = ".\r\nx" + end + "MAIL FROM:<evil@x.example>\r\nRCPT TO:<evil@x.example>\r\nDATA\r\n"
				+ "From: evil@x.example\r\n\r\nevil" + end;
		send(message().text(smuggled).build());
		send(message().alternateView(AlternateView.of("text/x", smuggled)).build());
		byte[] raw = ("From: jane@x.example\r\nTo: ben@x.example\r\nDate: Thu, 5 Nov 2026 07:08:09 +0100\r\n\r\n"
				+ smuggled)
			.getBytes(StandardCharsets.US_ASCII);
		this.client.send(RawMessage.of(raw));
		assertThat(this.server.messages()).hasSize(3);
		assertThat(commands()).noneMatch((command) -> command.contains("evil"));
		this.server.assertNoViolations();
	}

	/** nodemailer 8.0.9 and 9.0.1: text that became the content of a file or a URL. */
	@Test
	void noTextIsAPlaceToReadFrom() {
		assertThat(Stream
			.of(Attachment.class, LinkedResource.class, AlternateView.class, ContentSource.class, RawMessage.class)
			.flatMap((type) -> Arrays.stream(type.getMethods()))
			.flatMap((method) -> Arrays.stream(method.getParameterTypes()))).doesNotContain(URL.class, URI.class);
		AcceptedMessage accepted = send(
				message().attachment(Attachment.ofText("a.txt", "file:///etc/passwd", "text/plain"))
					.html("<img src=\"file:///etc/passwd\"><img src=\"http://169.254.169.254/\">")
					.build());
		assertThat(accepted.text()).contains("ZmlsZTovLy9ldGMvcGFzc3dk");
	}

	static Stream<Arguments> costlyTexts() {
		int many = 100_000;
		return Stream.of(arguments("CVE-2025-14874 (nodemailer): groups in groups", "g:".repeat(many)),
				arguments("CVE-2025-14874 (nodemailer): comments in comments", "(".repeat(many)),
				arguments("quotes", "\"\\".repeat(many)), arguments("dots", "a.".repeat(many) + "@x"),
				arguments("labels", "a@" + "a.".repeat(many)), arguments("commas", "a@x,".repeat(many)),
				arguments("spaces", "a" + " ".repeat(many)), arguments("brackets", "<".repeat(many)),
				arguments("GHSA-9h6g-pr28-7cqp (nodemailer)", "data:image/png;,".repeat(many)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("costlyTexts")
	void longTextCostsNeitherStackNorTime(String name, String text) {
		assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
			assertThat(MailAddress.tryParse(text)).isEmpty();
			assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.parseList(text));
			assertThatIllegalArgumentException().isThrownBy(() -> Attachment.of("a", new byte[1], text));
			assertThatIllegalArgumentException()
				.isThrownBy(() -> MailMessage.builder().header("References", "<" + text));
			send(message().html("<img src=\"" + text).build());
		});
	}

	/**
	 * One transaction with the planned envelope, and the planned fields in its header.
	 */
	private AcceptedMessage send(MailMessage message) {
		int before = commands().size();
		Envelope envelope = this.client.send(message).envelope();
		List<String> planned = new ArrayList<>(List.of("MAIL FROM:<jane@x.example>"));
		envelope.recipients().forEach((recipient) -> planned.add("RCPT TO:<" + recipient.wireAddress() + ">"));
		planned.addAll(List.of("DATA", "content"));
		assertThat(commands().subList(before, commands().size())
			.stream()
			.filter((command) -> !command.startsWith("EHLO") && !command.equals("RSET"))
			.map((command) -> command.replaceFirst("^<\\d+ octets of content>$", "content")
				.replaceFirst("^(MAIL .*>) SIZE=\\d+( BODY=8BITMIME)?( SMTPUTF8)?$", "$1")))
			.containsExactlyElementsOf(planned);
		AcceptedMessage accepted = this.server.messages().get(this.server.messages().size() - 1);
		assertThat(fieldNames(accepted)).isSubsetOf(Set.of("Date", "From", "To", "Message-ID", "MIME-Version", "SIZE",
				"Content-Type", "Content-Transfer-Encoding"));
		this.server.assertNoViolations();
		return accepted;
	}

	private static List<String> fieldNames(AcceptedMessage accepted) {
		String header = accepted.text().split("\r\n\r\n", 2)[0];
		return header.lines().filter((line) -> !line.startsWith(" ")).map((line) -> line.split(":", 2)[0]).toList();
	}

	private List<String> commands() {
		return this.server.sessions().stream().flatMap((session) -> session.commands().stream()).toList();
	}

}
