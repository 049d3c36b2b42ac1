package io.sendasync.mail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.delivery.SmtpTimeouts;
import io.sendasync.mail.delivery.SmtpTlsException;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.testserver.Script;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Whatever a server says: it cannot take the client out of TLS, and what is shown of it
 * is one line that can be read and has an end.
 */
class HostileServerTest {

	/** Controls of both ranges, what writes backwards, what breaks a line, what hides. */
	private static final String UGLY = "a\rb\0c\u001B[31md\u007Fe\u0085f\u009B31mg\u202Eh\u2066i\u2028j\u2029k\u200B"
			+ "\uFEFFl\uDB40\uDC41m\tn";

	// Of one message of an exception or a log; a server may say 64 KiB.
	private static final int BOUND = 2000;

	private static final Logger log = (Logger) LoggerFactory.getLogger("io.sendasync.mail");

	private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.logged.start();
		log.setLevel(Level.TRACE);
		log.addAppender(this.logged);
	}

	@AfterEach
	void stopListening() {
		log.setLevel(null);
		log.detachAppender(this.logged);
	}

	/** Advisory, and what stands in clear text behind the answer to STARTTLS. */
	static Stream<Arguments> injections() {
		return Stream.of(arguments("CVE-2026-41319 (MailKit): weaker mechanisms", "250-mx\r\n250 AUTH PLAIN LOGIN\r\n"),
				arguments("GHSA-vxj7-4xrp-5vr4 (aiosmtplib): answer to EHLO", "250-mx\r\n250 SIZE\r\n"),
				arguments("nodemailer 9.0.3: answer to EHLO", "250-mx\r\n250 AUTH PLAIN\r\n235 ok\r\n"),
				arguments("nodemailer 9.0.3: part of a line", "250-mx"), arguments("one octet", "2"),
				arguments("line end", "\r\n"), arguments("CVE-2011-0411 (Postfix), seen from here", "RSET\r\n"),
				arguments("NO STARTTLS, libetpan 386: a whole session",
						"250 mx\r\n235 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n250 ok\r\n"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("injections")
	void clearTextBehindTheAnswerToStartTlsIsNotHeard(String advisory, String injected) {
		Script script = greeted("250-mx", "250 STARTTLS").expect("STARTTLS").raw("220 go\r\n" + injected);
		SmtpException failure = failure(script,
				(client) -> client.tls(TlsMode.STARTTLS).credentials("jane", "password"), 2);
		assertThat(failure).isInstanceOf(SmtpTlsException.class).hasMessageContaining("more in clear text");
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
	}

	/**
	 * Advisory, what the server does instead of STARTTLS, and how many commands follow.
	 */
	static Stream<Arguments> downgrades() {
		Script notOffered = greeted("250-mx", "250 AUTH PLAIN");
		Script offered = greeted("250-mx", "250-AUTH PLAIN", "250 STARTTLS").expect("STARTTLS");
		return Stream.of(arguments("CVE-2025-55248 (.NET): not offered", notOffered, 1),
				arguments("CVE-2025-55248 (.NET): offered under another name",
						greeted("250-mx", "250-AUTH PLAIN", "250-XSTARTTLS", "250 STARTTLSX"), 1),
				arguments("NO STARTTLS: refused for now", offered.reply("454 4.7.0 not now"), 2),
				arguments("NO STARTTLS: not known", offered.reply("502 5.5.1 what"), 2),
				arguments("NO STARTTLS: not 220", offered.reply("250 go"), 2),
				arguments("NO STARTTLS: only HELO",
						Script.create().send("220 mx").expect("EHLO *").reply("502 5.5.1 what"), 1),
				arguments("NO STARTTLS: clear text for a handshake",
						offered.reply("220 go").pause(Duration.ofMillis(100)).raw("250-mx\r\n250 AUTH PLAIN\r\n"), 2));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("downgrades")
	void nothingOfAMessageOrLoginGoesOutInClearText(String advisory, Script script, int commands) {
		SmtpException failure = failure(script, (client) -> client.credentials("jane", "password"), commands);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
	}

	/** Where a server can speak. */
	private enum Step {

		GREETING, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, END_OF_DATA;

		/** A session in which the server says this here. */
		Script saying(String text) {
			Script script = Script.create();
			return switch (this) {
				case GREETING -> script.raw(text);
				// After a 550 the client would try HELO.
				case EHLO -> script.send("220 mx").expect("EHLO *").raw(text.replace("550", "554"));
				case STARTTLS -> greeted("250-mx", "250 STARTTLS").expect("STARTTLS").raw(text);
				case AUTH -> greeted("250-mx", "250 AUTH PLAIN").expect("AUTH *").raw(text);
				case MAIL -> greeted("250 mx").expect("MAIL *").raw(text);
				case RCPT -> MAIL.saying("250 ok\r\n").expect("RCPT *").raw(text);
				case DATA -> RCPT.saying("250 ok\r\n").expect("DATA").raw(text);
				case END_OF_DATA -> DATA.saying("354 go\r\n").expectContent().raw(text);
			};
		}

		SmtpClient.Builder client(SmtpClient.Builder client) {
			return switch (this) {
				case AUTH -> client.credentials("jane", "password");
				case STARTTLS -> client.tls(TlsMode.STARTTLS);
				default -> client;
			};
		}

	}

	private static Script greeted(String... lines) {
		return Script.create().send("220 mx").expect("EHLO *").reply(lines);
	}

	static Stream<Arguments> replies() {
		return Stream.of(Step.values())
			.flatMap((step) -> Stream.of(arguments(step, "refusal", "550 5.7.1 " + UGLY + "\r\n"),
					arguments(step, "refusal of two lines", "550-" + UGLY + "\r\n550 " + UGLY + "\r\n"),
					arguments(step, "farewell", "421 4.3.2 " + UGLY + "\r\n"),
					arguments(step, "no reply", UGLY + "\r\n"), arguments(step, "no code", "2" + UGLY + "\r\n"),
					arguments(step, "another code", "550-a\r\n551 " + UGLY + "\r\n"),
					arguments(step, "long line", "550 " + "x\u202E".repeat(4000) + "\r\n"),
					arguments(step, "long line without a code", "x".repeat(16_000) + "\r\n"),
					arguments(step, "characters of four octets", "550 x" + "\uD83D\uDE00".repeat(4000) + "\r\n"),
					arguments(step, "many lines", "550-xxxxxxxxxx\r\n".repeat(999) + "550 x\r\n"),
					arguments(step, "endless line", "5".repeat(20_000)),
					arguments(step, "endless reply", "550-x\r\n".repeat(1100))));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("replies")
	void replyIsShownOnLinesThatCanBeReadAndEnd(Step step, String kind, String text) {
		SmtpException failure = failure(step.saying(text), (client) -> step.client(client.tls(TlsMode.NONE)), -1);
		List<String> shown = new ArrayList<>();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			shown.add(cause.toString());
		}
		failure.receipt().ifPresent((receipt) -> shown.add(receipt.toString()));
		failure.reply().map(SmtpReply::toString).ifPresent(shown::add);
		this.logged.list.stream()
			.filter((event) -> !event.getLoggerName().contains(".testserver"))
			.forEach((event) -> shown.add(event.getFormattedMessage()));
		assertThat(shown).isNotEmpty().allSatisfy((line) -> {
			assertThat(line.codePoints()).noneMatch(HostileServerTest::isInvisible);
			assertThat(line.length()).isLessThan(BOUND);
		});
		failure.reply()
			.ifPresent((reply) -> assertThat(reply.text().codePoints()).noneMatch(HostileServerTest::isInvisible));
	}

	private static boolean isInvisible(int codePoint) {
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE ->
				true;
			default -> false;
		};
	}

	/** What a challenge may be made of. */
	private enum Challenge {

		CONTROLS(UGLY), NOT_BASE64("%%%"), LONG("A".repeat(16_000)), CONTROLS_INSIDE(base64(UGLY)),
		NUMBERS(base64("r=x,s=AAAA,i=99999999999999999999")), MANY_ITERATIONS(base64("r=x,s=AAAA,i=2147483647")),
		SERVER_ERROR(base64("e=" + UGLY));

		private final String text;

		Challenge(String text) {
			this.text = text;
		}

	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@EnumSource
	void challengeIsNotBelievedAndNotShown(Challenge challenge) {
		Script script = greeted("250-mx", "250 AUTH SCRAM-SHA-256").expect("AUTH *")
			.reply("334 " + challenge.text)
			.expect("*")
			.reply("535 5.7.8 no");
		SmtpException failure = failure(script, (client) -> client.tls(TlsMode.NONE).credentials("jane", "password"),
				3);
		assertThat(failure.getMessage()).contains("SCRAM-SHA-256").hasSizeLessThan(300);
		assertThat(failure.getMessage().codePoints()).noneMatch(HostileServerTest::isInvisible);
	}

	/** Keywords that mean nothing, too much, or something else. */
	static Stream<Arguments> keywords() {
		return Stream.of(keywords("controls", UGLY, "SIZE " + UGLY),
				keywords("numbers", "SIZE 99999999999999999999", "LIMITS RCPTMAX=0 MAILMAX=-1", "DELIVERBY 99999999999",
						"FUTURERELEASE -1 +999999999-12-31T23:59:59-18:00"),
				keywords("nothing", "", " ", "=", "SIZE=", "AUTH"),
				keywords("line breaks", "PIPELINING\rMAIL FROM:<evil@x.example>"),
				keywords("look-alikes", "P\u0130PEL\u0130N\u0130NG", "\uFF33TARTTLS"),
				keywords("many", "X ".repeat(900).split(" ")), keywords("long", "X " + "x".repeat(16_000)));
	}

	private static Arguments keywords(String name, String... lines) {
		return arguments(name, Stream.of(lines).map((line) -> "250-" + line + "\r\n").collect(Collectors.joining()));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("keywords")
	void keywordsChangeNothingThatIsSaid(String name, String lines) {
		Script script = Script.create()
			.send("220 mx")
			.expect("EHLO *")
			.raw("250-mx\r\n" + lines + "250 HELP\r\n")
			.expect("MAIL FROM:<jane@contoso.com>*")
			.reply("250 ok")
			.expect("RCPT TO:<ben@contoso.com>")
			.reply("250 ok")
			.expect("DATA")
			.reply("354 go")
			.expectContent()
			.reply("250 ok");
		try (SmtpTestServer server = SmtpTestServer.scripted(script);
				SmtpClient client = SmtpClient.builder().host("localhost").port(server.port()).build()) {
			assertThat(client.send(ContractSupport.message("ben@contoso.com")).acceptedRecipients()).hasSize(1);
			server.assertNoViolations();
			assertThat(server.sessions().get(0).commands()).filteredOn((command) -> command.startsWith("MAIL"))
				.allMatch((command) -> command.matches("MAIL FROM:<jane@contoso.com>( SIZE=\\d+)?"));
		}
	}

	@Test
	void mechanismsOfTheServerAreShownOnlyIfTheyAreSome() {
		Script script = greeted("250-mx",
				"250-AUTH XTEST " + UGLY.replace('\r', ' ') + " " + "X".repeat(2000) + " <script>",
				"250 AUTH" + " X0 X1 X2 X3 X4 X5 X6 X7 X8 X9".repeat(300));
		SmtpException failure = failure(script, (client) -> client.tls(TlsMode.NONE).credentials("jane", "password"),
				1);
		assertThat(failure).hasMessageContaining("XTEST").hasMessageNotContaining("script");
		assertThat(failure.getMessage()).hasSizeLessThan(1000);
		assertThat(failure.getMessage().codePoints()).noneMatch(HostileServerTest::isInvisible);
	}

	/**
	 * The failure of a send.
	 * @param commands how many commands the server may hear in all, apart from QUIT, and
	 * -1 where that is not the point
	 */
	private static SmtpException failure(Script script, UnaryOperator<SmtpClient.Builder> settings, int commands) {
		// So that one more would be heard.
		try (SmtpTestServer server = SmtpTestServer.scripted(script.expect("*").close());
				SmtpClient client = settings
					.apply(SmtpClient.builder()
						.host("localhost")
						.port(server.port())
						.saslMechanisms(Set.of("PLAIN", "SCRAM-SHA-256"))
						.timeouts(SmtpTimeouts.defaults().toBuilder().tls(Duration.ofSeconds(5)).build()))
					.build()) {
			SmtpException failure = catchThrowableOfType(SmtpException.class,
					() -> client.send(ContractSupport.message("ben@contoso.com")));
			assertThat(failure).isNotNull();
			List<String> heard = server.sessions().stream().flatMap((session) -> session.commands().stream()).toList();
			if (commands >= 0) {
				// A handshake is no text.
				assertThat(heard.stream().filter((command) -> command.matches("[ -~]+") && !command.equals("QUIT")))
					.hasSize(commands);
			}
			return failure;
		}
	}

}
