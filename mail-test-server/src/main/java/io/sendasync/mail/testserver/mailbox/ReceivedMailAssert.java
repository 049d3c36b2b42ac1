package io.sendasync.mail.testserver.mailbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on one of the mails in a mailbox, each of which narrows down which one, and
 * waits until there is one. Not safe for use by several threads.
 */
public final class ReceivedMailAssert extends AbstractAssert<ReceivedMailAssert, Mailbox> {

	private final List<String> wanted = new ArrayList<>();

	private final Duration patience;

	private final long deadline;

	private Predicate<ReceivedMail> matches = (mail) -> true;

	ReceivedMailAssert(Mailbox actual, Duration patience) {
		super(actual, ReceivedMailAssert.class);
		this.patience = patience;
		this.deadline = System.nanoTime() + patience.toNanos();
	}

	ReceivedMailAssert any() {
		check();
		return this;
	}

	/**
	 * The envelope has that recipient, be it in To, Cc or Bcc.
	 * @param address the address without name; case does not matter
	 * @return this
	 */
	public ReceivedMailAssert to(String address) {
		return with("to " + address, (mail) -> mail.recipients().stream().anyMatch(address::equalsIgnoreCase));
	}

	/**
	 * The From field has that address.
	 * @param address the address without name; case does not matter
	 * @return this
	 */
	public ReceivedMailAssert from(String address) {
		return with("from " + address, (mail) -> mail.from().stream().anyMatch(address::equalsIgnoreCase));
	}

	/**
	 * The decoded subject is this.
	 * @param subject the subject
	 * @return this
	 */
	public ReceivedMailAssert withSubject(String subject) {
		return with("with subject \"" + subject + "\"", (mail) -> mail.subject().equals(subject));
	}

	/**
	 * The decoded plain text contains this.
	 * @param text a part of it, with line ends {@code \n}
	 * @return this
	 */
	public ReceivedMailAssert withTextContaining(String text) {
		return with("with text containing \"" + text + "\"", (mail) -> mail.text().contains(text));
	}

	/**
	 * The decoded HTML contains this.
	 * @param html a part of it, with line ends {@code \n}
	 * @return this
	 */
	public ReceivedMailAssert withHtmlContaining(String html) {
		return with("with HTML containing \"" + html + "\"", (mail) -> mail.html().contains(html));
	}

	/**
	 * There is a header field of that decoded value.
	 * @param name the name; case does not matter
	 * @param value the value of the first such field
	 * @return this
	 */
	public ReceivedMailAssert withHeader(String name, String value) {
		return with("with " + name + ": " + value, (mail) -> value.equals(mail.header(name)));
	}

	/**
	 * There is an attachment of that name.
	 * @param fileName the decoded name
	 * @return this
	 */
	public ReceivedMailAssert withAttachment(String fileName) {
		return with("with attachment " + fileName,
				(mail) -> mail.attachments().stream().anyMatch((part) -> fileName.equals(part.fileName())));
	}

	/**
	 * The mail is as wanted in some other way.
	 * @param description what is wanted, for the failure's text
	 * @param condition whether a mail is so
	 * @return this
	 */
	public ReceivedMailAssert matching(String description, Predicate<ReceivedMail> condition) {
		Objects.requireNonNull(condition, "condition");
		return with("matching " + description, condition);
	}

	/**
	 * Exactly one mail is like that now.
	 * @return this
	 */
	public ReceivedMailAssert once() {
		return times(1);
	}

	/**
	 * So many mails are like that now; waits until there are.
	 * @param count at least 1
	 * @return this
	 */
	public ReceivedMailAssert times(int count) {
		this.actual.await((mails) -> matching(mails).size() >= count, left());
		List<ReceivedMail> mails = this.actual.mails();
		if (matching(mails).size() != count) {
			fail(count + " mails", mails);
		}
		return this;
	}

	/**
	 * The mail itself, for assertions that are not here.
	 * @return the first that is as wanted
	 */
	public ReceivedMail mail() {
		return matching(this.actual.mails()).get(0);
	}

	private ReceivedMailAssert with(String description, Predicate<ReceivedMail> condition) {
		this.wanted.add(description);
		this.matches = this.matches.and(condition);
		check();
		return this;
	}

	private void check() {
		if (!this.actual.await((mails) -> !matching(mails).isEmpty(), left())) {
			fail("a mail", this.actual.mails());
		}
	}

	private Duration left() {
		return Duration.ofNanos(Math.max(0, this.deadline - System.nanoTime()));
	}

	private List<ReceivedMail> matching(List<ReceivedMail> mails) {
		return mails.stream().filter(this.matches).toList();
	}

	private void fail(String what, List<ReceivedMail> mails) {
		failWithMessage("Expected %s%s within %d ms, but %s", what,
				this.wanted.stream().map(" "::concat).collect(Collectors.joining(",")), this.patience.toMillis(),
				describe(mails));
	}

	static String describe(List<ReceivedMail> mails) {
		if (mails.isEmpty()) {
			return "nothing came";
		}
		return mails.size() + " came:\n" + mails.stream().map((mail) -> "  " + mail).collect(Collectors.joining("\n"));
	}

}
