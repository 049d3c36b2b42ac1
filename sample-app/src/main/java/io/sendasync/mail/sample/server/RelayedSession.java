package io.sendasync.mail.sample.server;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * One client's dialogue. Passes commands and replies on one after the other, adds what
 * the server behind does not offer (STARTTLS, AUTH, and PIPELINING, which needs no more
 * than not to lose what came early), and makes the weather.
 *
 * <p>
 * Thread contract: {@link #run()} on one thread of its own.
 */
final class RelayedSession {

	/** More than a client sends along before it notices that nobody listens. */
	private static final int LOST_AFTER_OCTETS = 64 * 1024;

	private static final String GO_AHEAD = "354 Start mail input; end with <CRLF>.<CRLF>";

	private final SmtpChannel server;

	private final Conditions conditions;

	private final Access access;

	private SmtpChannel client;

	private boolean secured;

	private int accepted;

	RelayedSession(SmtpChannel client, SmtpChannel server, Conditions conditions, Access access) {
		this.client = client;
		this.server = server;
		this.conditions = conditions;
		this.access = access;
	}

	/**
	 * Talks until one side leaves or the weather ends it. The caller closes the sockets.
	 */
	void run() throws IOException, InterruptedException {
		if (this.conditions.weather() == Weather.REFUSE_CONNECTIONS) {
			return;
		}
		List<String> greeting = this.server.readReply();
		this.conditions.hold();
		answer(greeting);
		for (String line = this.client.readLine(); line != null && handle(line);) {
			line = this.client.readLine();
		}
	}

	private boolean handle(String line) throws IOException, InterruptedException {
		switch (verb(line)) {
			case "EHLO" -> hello(line);
			case "STARTTLS" -> startTls();
			case "AUTH" -> authenticate(line);
			case "MAIL" -> mail(line);
			case "RCPT" -> recipient(line);
			case "DATA" -> {
				return data();
			}
			case "QUIT" -> {
				answer(ask(line));
				return false;
			}
			default -> answer(ask(line));
		}
		return true;
	}

	private static String verb(String line) {
		int end = line.indexOf(' ');
		return ((end >= 0) ? line.substring(0, end) : line).toUpperCase(Locale.ROOT);
	}

	private void hello(String line) throws IOException {
		List<String> reply = ask(line);
		if (!reply.get(0).startsWith("250")) {
			answer(reply);
			return;
		}
		Stream<String> offered = reply.stream()
			.map((text) -> text.substring(Math.min(4, text.length())))
			.filter((text) -> !List.of("AUTH", "STARTTLS", "PIPELINING").contains(verb(text)));
		List<String> texts = Stream.concat(offered, Stream.of("PIPELINING", this.secured ? "AUTH PLAIN" : "STARTTLS"))
			.toList();
		for (int i = 0; i < texts.size(); i++) {
			this.client.write("250" + ((i < texts.size() - 1) ? "-" : " ") + texts.get(i));
		}
		this.client.flush();
	}

	private void startTls() throws IOException {
		if (this.secured) {
			answer("503 5.5.1 TLS is active");
			return;
		}
		answer("220 2.0.0 Ready to start TLS");
		this.client = this.client.secure(this.access.tls(this.conditions.weather()));
		this.secured = true;
	}

	private void authenticate(String line) throws IOException {
		String[] words = line.split(" ", 3);
		if (!this.secured || words.length < 2 || !"PLAIN".equalsIgnoreCase(words[1])) {
			answer("504 5.5.4 PLAIN after STARTTLS is what there is");
			return;
		}
		String response = (words.length == 3) ? words[2] : challenged();
		boolean right = this.conditions.weather() != Weather.REFUSE_LOGIN && response != null
				&& this.access.admits(decoded(response));
		answer(right ? "235 2.7.0 Welcome" : "535 5.7.8 User name or password is wrong");
	}

	private @Nullable String challenged() throws IOException {
		answer("334 ");
		return this.client.readLine();
	}

	private static byte[] decoded(String response) {
		try {
			return Base64.getDecoder().decode(response.getBytes(ISO_8859_1));
		}
		catch (IllegalArgumentException ex) {
			return new byte[0];
		}
	}

	private void mail(String line) throws IOException, InterruptedException {
		this.accepted = 0;
		List<String> reply = ask(line);
		this.conditions.hold();
		answer(reply);
	}

	private void recipient(String line) throws IOException, InterruptedException {
		switch (this.conditions.weather()) {
			case RCPT_4XX -> answer("450 4.2.1 The mailbox is busy, try again later");
			case RCPT_5XX -> answer("550 5.1.1 No such mailbox here");
			default -> {
				List<String> reply = ask(line);
				if (reply.get(0).startsWith("2")) {
					this.accepted++;
				}
				this.conditions.hold();
				answer(reply);
			}
		}
	}

	private boolean data() throws IOException, InterruptedException {
		Weather weather = (this.accepted > 0) ? this.conditions.weather() : Weather.CALM;
		switch (weather) {
			case DATA_4XX -> {
				answer(GO_AHEAD);
				swallowContent(Long.MAX_VALUE);
				ask("RSET");
				answer("452 4.3.1 The disk is full, try again later");
			}
			case DROP_IN_CONTENT -> {
				answer(GO_AHEAD);
				swallowContent(LOST_AFTER_OCTETS);
				return false;
			}
			default -> {
				return passContent();
			}
		}
		return true;
	}

	private boolean passContent() throws IOException, InterruptedException {
		List<String> reply = ask("DATA");
		this.conditions.hold();
		answer(reply);
		if (!reply.get(0).startsWith("354")) {
			return true;
		}
		for (String line = contentLine(); !".".equals(line); line = contentLine()) {
			this.server.write(line);
		}
		List<String> end = ask(".");
		if (this.conditions.weather() == Weather.DROP_AFTER_DOT) {
			return false;
		}
		this.conditions.hold();
		answer(end);
		return true;
	}

	private void swallowContent(long limit) throws IOException {
		long octets = 0;
		for (String line = contentLine(); !".".equals(line) && octets < limit; line = contentLine()) {
			octets += line.length();
		}
	}

	private String contentLine() throws IOException {
		String line = this.client.readLine();
		if (line == null) {
			throw new IOException("The client left in the middle of the content");
		}
		return line;
	}

	private List<String> ask(String line) throws IOException {
		this.server.write(line);
		this.server.flush();
		return this.server.readReply();
	}

	private void answer(List<String> reply) throws IOException {
		for (String line : reply) {
			this.client.write(line);
		}
		this.client.flush();
	}

	private void answer(String reply) throws IOException {
		answer(List.of(reply));
	}

}
