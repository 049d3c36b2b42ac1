package io.sendasync.mail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpEventListener;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Whatever a server repeats of a login, in whichever form: neither the wire log nor a
 * failure has it.
 */
class SmtpClientSecretsTest {

	private static final String MARKER = "Kx9-secret-Wq7-marker-Zt4";

	private static final Logger wireLog = (Logger) LoggerFactory.getLogger("io.sendasync.mail");

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.log.start();
		wireLog.setLevel(Level.TRACE);
		wireLog.addAppender(this.log);
	}

	@AfterEach
	void stopListening() {
		wireLog.setLevel(null);
		wireLog.detachAppender(this.log);
	}

	/**
	 * The ways to repeat what was sent: the lines in base64, separated by spaces.
	 */
	private enum Echo {

		REFUSED, REFUSED_DECODED, REFUSED_IN_UPPER_CASE, REFUSED_ENCODED_AGAIN, REFUSED_IN_HEX, REFUSED_IN_PART,
		CHALLENGED, UNREADABLE, UNREADABLE_DECODED, NOT_ONE_CODE, CLOSING, WELCOMED, WELCOMED_AND_MORE,
		WELCOMED_AND_NONSENSE;

		String of(String lines) {
			return switch (this) {
				case REFUSED -> "535 5.7.8 not for " + lines;
				case REFUSED_DECODED -> "535 5.7.8 not for " + decoded(lines);
				case REFUSED_IN_UPPER_CASE -> "535 5.7.8 not for " + decoded(lines).toUpperCase(Locale.ROOT);
				case REFUSED_ENCODED_AGAIN -> "535 5.7.8 not for " + encoded(MARKER);
				case REFUSED_IN_HEX ->
					"535 5.7.8 not for " + HexFormat.of().formatHex(MARKER.getBytes(StandardCharsets.UTF_8));
				case REFUSED_IN_PART -> "535-5.7.8 not for\r\n535 5.7.8 " + lines.substring(0, lines.length() * 9 / 10);
				case CHALLENGED -> "334 " + lines.substring(lines.lastIndexOf(' ') + 1);
				case UNREADABLE -> lines;
				case UNREADABLE_DECODED -> "what is " + decoded(lines);
				case NOT_ONE_CODE -> "535-" + lines + "\r\n334 " + decoded(lines);
				case CLOSING -> "421 4.7.0 " + lines + " " + decoded(lines);
				case WELCOMED -> "235 2.7.0 hello " + lines + " " + decoded(lines);
				case WELCOMED_AND_MORE -> "235 2.7.0 hello\r\n250 " + lines + " " + decoded(lines);
				case WELCOMED_AND_NONSENSE -> "235 2.7.0 hello\r\n" + lines + " " + decoded(lines);
			};
		}

	}

	private static String encoded(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String decoded(String lines) {
		return Stream.of(lines.split(" "))
			.filter((line) -> !line.matches("LOGIN|CRAM-MD5|="))
			.map((line) -> new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8))
			.collect(Collectors.joining(" "))
			.replaceAll("\\p{Cntrl}", " ");
	}

	static Stream<Arguments> logins() {
		return Stream.of(Echo.values())
			.flatMap((echo) -> Stream.of(login("PLAIN", 0, echo), login("LOGIN", 2, echo), login("CRAM-MD5", 1, echo),
					login("SCRAM-SHA-256", 0, echo), login("SCRAM-SHA-1", 0, echo), login("XOAUTH2", 0, echo),
					login("OAUTHBEARER", 0, echo)));
	}

	private static Arguments login(String mechanism, int challenges, Echo echo) {
		return Arguments.of(mechanism, challenges, echo);
	}

	@ParameterizedTest(name = "{0} {2}")
	@MethodSource("logins")
	void secretIsNowhere(String mechanism, int challenges, Echo echo) throws IOException {
		String shown = shownOf(mechanism, challenges, echo);
		assertThat(leak(shown)).as("in %s", shown).isEmpty();
		assertThat(shown).contains("AUTH ******");
	}

	static Stream<Arguments> laterReplies() {
		return Stream.of(At.MAIL, At.RCPT, At.DATA, At.END_OF_DATA)
			.flatMap((at) -> Stream.of("550 5.7.1 you are %s", "421 4.7.0 bye %s")
				.map((text) -> Arguments.of(at, text)));
	}

	@ParameterizedTest
	@MethodSource("laterReplies")
	void secretThatIsRepeatedLaterIsNowhereToo(At at, String text) {
		String shown = shownOfLater(at, Fault.reply(text.formatted(MARKER)));
		assertThat(leak(shown)).as("in %s", shown).isEmpty();
		assertThat(shown).contains(text.formatted("******"));
	}

	@Test
	void secretInTheReplyToAnAcceptedMessageIsInNoReceiptAndEvent() {
		String shown = shownOfLater(At.END_OF_DATA, Fault.reply("250 2.0.0 queued for " + encoded(MARKER)));
		assertThat(leak(shown)).as("in %s", shown).isEmpty();
		assertThat(shown).contains("250 2.0.0 queued for ******", "SendReceipt");
	}

	@Test
	void repliesWithoutASecretStayAsTheyAre() {
		String shown = shownOfLater(At.END_OF_DATA, Fault.reply("250 2.0.0 queued as 4bWcgX4DtCz9sRJx for jane"));
		assertThat(shown).contains("250 2.0.0 queued as 4bWcgX4DtCz9sRJx for jane");
	}

	private String shownOfLater(At at, Fault fault) {
		Queue<String> shown = new ConcurrentLinkedQueue<>();
		SmtpEventListener teller = (SmtpEventListener) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { SmtpEventListener.class }, (proxy, method, arguments) -> {
					if (arguments != null && arguments[0] instanceof SmtpEvent event) {
						shown.add(event.toString());
					}
					return null;
				});
		try (SmtpTestServer server = SmtpTestServer.builder().auth("jane", MARKER).allowClearTextAuth().start();
				SmtpClient client = SmtpClient.builder()
					.host("127.0.0.1")
					.port(server.port())
					.tls(TlsMode.NONE)
					.credentials("jane", MARKER)
					.eventListener(teller)
					.build()) {
			server.fault(at, fault);
			try {
				shown.add(client.send(ContractSupport.message("ben@contoso.com")).toString());
			}
			catch (SmtpException ex) {
				StringWriter trace = new StringWriter();
				ex.printStackTrace(new PrintWriter(trace, true));
				shown.addAll(List.of(trace.toString(), ex.reply().toString(), ex.receipt().toString()));
			}
		}
		// The server may say what it said.
		this.log.list.stream()
			.filter((event) -> !event.getLoggerName().startsWith("io.sendasync.mail.testserver"))
			.forEach((event) -> shown.add(event.getFormattedMessage()));
		return String.join("\n", shown);
	}

	@Test
	void refusalStillSaysWhy() throws IOException {
		assertThat(shownOf("PLAIN", 0, Echo.REFUSED)).contains("535 5.7.8 not for ******");
	}

	private String shownOf(String mechanism, int challenges, Echo echo) throws IOException {
		SmtpCredentials credentials = mechanism.contains("OAUTH") ? SmtpCredentials.bearer("jane", MARKER)
				: SmtpCredentials.of("jane", MARKER);
		StringWriter shown = new StringWriter();
		try (EchoingServer server = new EchoingServer(mechanism, challenges, echo::of);
				SmtpClient client = SmtpClient.builder()
					.host("127.0.0.1")
					.port(server.port())
					.tls(TlsMode.NONE)
					.saslMechanisms(Set.of(mechanism))
					.credentials(credentials)
					.build()) {
			SmtpException failure = catchThrowableOfType(SmtpException.class,
					() -> client.send(ContractSupport.message("ben@contoso.com")));
			failure.printStackTrace(new PrintWriter(shown, true));
			shown.append(failure.reply().map(SmtpReply::toString).orElse(""));
		}
		this.log.list.forEach((event) -> shown.append(event.getFormattedMessage()).append('\n'));
		return shown.toString();
	}

	/**
	 * Parts of the marker in a text, as they are or in any alignment of base64.
	 */
	private static List<String> leak(String text) {
		List<String> found = new ArrayList<>(parts(text));
		Matcher words = Pattern.compile("[A-Za-z0-9+/]{8,}").matcher(text);
		while (words.find()) {
			for (int start = 0; start < 4; start++) {
				String word = words.group().substring(start);
				byte[] octets = Base64.getDecoder().decode(word.substring(0, word.length() / 4 * 4));
				found.addAll(parts(new String(octets, StandardCharsets.ISO_8859_1)));
			}
		}
		return found;
	}

	private static List<String> parts(String text) {
		List<String> found = new ArrayList<>();
		for (int i = 0; i + 7 <= MARKER.length(); i++) {
			String part = MARKER.substring(i, i + 7);
			if (text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT))) {
				found.add(part);
			}
		}
		return found;
	}

}
