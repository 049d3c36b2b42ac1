package io.sendasync.mail.internal.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpReply;

/**
 * Takes secrets out of what a server says: some repeat the line that they did not like,
 * as it came or decoded, whole or in part.
 *
 * <p>
 * Thread contract: confined to its connection's thread.
 */
final class Redaction {

	private static final String MASK = "******";

	// Shorter ones hide nothing, and would be found by chance.
	private static final int MIN_LENGTH = 4;

	// So much of a plain secret, and of an encoded one, is taken for a part of it.
	private static final int PLAIN_PART = 16;

	private static final int ENCODED_PART = 8;

	private static final int GRAMS = 1 << 16;

	/**
	 * One way in which a secret may stand in a text.
	 *
	 * @param text the whole of it, in lower case
	 * @param part how many characters of it are too many to be shown
	 */
	private record Form(String text, int part) {

		static Form of(String text, int part) {
			return new Form(lowerCase(text), Math.min(part, text.length()));
		}

	}

	private final List<Form> forms = new ArrayList<>();

	// A quick look at the many texts that hold nothing: a hash for each few characters of
	// the forms.
	private final BitSet grams = new BitSet();

	private int shortestPart = Integer.MAX_VALUE;

	private boolean withinLogin;

	/**
	 * While a login is under way the wire log shows codes alone.
	 */
	void withinLogin(boolean withinLogin) {
		this.withinLogin = withinLogin;
	}

	void addSecretOf(SmtpCredentials credentials) {
		if (credentials instanceof SmtpCredentials.Password password) {
			add(password.password());
		}
		else if (credentials instanceof SmtpCredentials.Bearer bearer) {
			add(bearer.token());
		}
	}

	/**
	 * Adds what a line of the exchange carried: its last word.
	 */
	void addLine(String line) {
		String word = line.substring(line.lastIndexOf(' ') + 1);
		if (!line.equals("AUTH " + word)) {
			addForm(word, ENCODED_PART);
		}
	}

	private void add(String secret) {
		byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
		addForm(secret, PLAIN_PART);
		addForm(HexFormat.of().formatHex(octets), PLAIN_PART);
		addForm(Base64.getEncoder().withoutPadding().encodeToString(octets), ENCODED_PART);
	}

	private void addForm(String text, int part) {
		if (text.length() >= MIN_LENGTH) {
			Form form = Form.of(text, part);
			this.forms.add(form);
			this.shortestPart = Math.min(this.shortestPart, form.part());
			for (int i = 0; i + MIN_LENGTH <= form.text().length(); i++) {
				this.grams.set(gram(form.text(), i));
			}
		}
	}

	private static int gram(String text, int start) {
		int hash = 0;
		for (int i = start; i < start + MIN_LENGTH; i++) {
			hash = 31 * hash + Character.toLowerCase(text.charAt(i));
		}
		return hash & (GRAMS - 1);
	}

	private boolean mayHoldSecret(SmtpReply reply) {
		for (String line : reply.lines()) {
			if (mayHoldSecret(line)) {
				return true;
			}
		}
		return false;
	}

	private boolean mayHoldSecret(String text) {
		int run = 0;
		for (int i = 0; i + MIN_LENGTH <= text.length(); i++) {
			run = this.grams.get(gram(text, i)) ? run + 1 : 0;
			if (run + MIN_LENGTH > this.shortestPart) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The reply without secrets.
	 */
	SmtpReply of(SmtpReply reply) {
		if (this.forms.isEmpty() || !mayHoldSecret(reply)) {
			return reply;
		}
		return new SmtpReply(reply.code(), reply.lines().stream().map(this::of).toList());
	}

	/**
	 * The text without secrets.
	 */
	String of(String text) {
		boolean[] hidden = new boolean[text.length()];
		String searched = lowerCase(text);
		for (Form form : this.forms) {
			hide(searched, form, hidden);
		}
		StringBuilder shown = new StringBuilder(text.length());
		for (int i = 0; i < hidden.length; i++) {
			if (!hidden[i]) {
				shown.append(text.charAt(i));
			}
			else if (i == 0 || !hidden[i - 1]) {
				shown.append(MASK);
			}
		}
		return shown.toString();
	}

	private static void hide(String text, Form form, boolean[] hidden) {
		for (int i = 0; i + form.part() <= text.length(); i++) {
			if (form.text().contains(text.substring(i, i + form.part()))) {
				for (int j = i; j < i + form.part(); j++) {
					hidden[j] = true;
				}
			}
		}
	}

	/** Keeps the length, which {@code String.toLowerCase} does not. */
	private static String lowerCase(String text) {
		char[] chars = text.toCharArray();
		for (int i = 0; i < chars.length; i++) {
			chars[i] = Character.toLowerCase(chars[i]);
		}
		return new String(chars);
	}

	/**
	 * The reply as it may go on to failures, receipts and events. While a login is under
	 * way it is needed as it came.
	 */
	SmtpReply passedOn(SmtpReply reply) {
		return this.withinLogin ? reply : of(reply);
	}

	/**
	 * What the wire log shows of a reply.
	 */
	String shown(SmtpReply reply) {
		if (!this.withinLogin) {
			return of(reply).toString();
		}
		return reply.code() + reply.enhancedStatusCode().map((code) -> " " + code).orElse("") + " " + MASK;
	}

	/**
	 * What may be told of something that is no reply.
	 */
	ReplyException of(ReplyException failure) {
		if (this.withinLogin) {
			return new ReplyException("Not a proper SMTP reply to AUTH; what came instead may hold a secret");
		}
		return this.forms.isEmpty() ? failure : new ReplyException(of(String.valueOf(failure.getMessage())));
	}

}
