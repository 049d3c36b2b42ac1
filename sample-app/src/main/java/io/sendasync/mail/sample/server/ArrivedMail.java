package io.sendasync.mail.sample.server;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.sendasync.mail.sample.server.MailDetail.AttachedFile;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import org.jspecify.annotations.Nullable;

/**
 * One mail of the inbox, decoded anew for each reader.
 *
 * <p>
 * Thread contract: for one thread.
 */
public final class ArrivedMail {

	private final long id;

	private final byte[] source;

	private final MimeMessage message;

	private final List<Part> leaves;

	ArrivedMail(long id, byte[] source) throws MessagingException {
		this.id = id;
		this.source = source;
		this.message = MailReader.parse(source);
		this.leaves = MailReader.leaves(this.message);
	}

	/**
	 * The mail as it came.
	 * @return all octets
	 */
	public byte[] source() {
		return this.source.clone();
	}

	/**
	 * What a mail program shows.
	 * @return the decoded fields
	 * @throws MessagingException if a field is beyond understanding
	 * @throws IOException if a part cannot be decoded
	 */
	public MailDetail detail() throws MessagingException, IOException {
		String subject = this.message.getSubject();
		String calendar = MailReader.first(this.leaves, "text/calendar");
		return new MailDetail(this.id, MailReader.addresses(this.message.getFrom()), recipients(RecipientType.TO),
				recipients(RecipientType.CC), (subject != null) ? subject : "", date(), priority(),
				MailReader.first(this.leaves, "text/plain"), html() != null,
				(calendar != null) ? Invitation.parse(calendar) : null, files());
	}

	private List<String> recipients(RecipientType type) throws MessagingException {
		return MailReader.addresses(this.message.getRecipients(type));
	}

	private @Nullable Instant date() throws MessagingException {
		return (this.message.getSentDate() != null) ? this.message.getSentDate().toInstant() : null;
	}

	private String priority() throws MessagingException {
		String importance = this.message.getHeader("Importance", null);
		String lower = (importance != null) ? importance.strip().toLowerCase(Locale.ROOT) : "";
		return (lower.equals("high") || lower.equals("low")) ? lower : "normal";
	}

	private @Nullable String html() throws MessagingException {
		return MailReader.first(this.leaves, "text/html");
	}

	/**
	 * The HTML text with its own images in it, for a frame without scripts and network.
	 * @return the document, or empty if there is none
	 * @throws MessagingException if it is beyond understanding
	 * @throws IOException if a part cannot be decoded
	 */
	public Optional<String> document() throws MessagingException, IOException {
		String html = html();
		return (html != null) ? Optional.of(new InlineImages(this.leaves).putInto(html)) : Optional.empty();
	}

	/**
	 * One of the files.
	 * @param number the number of its part
	 * @return the file's name, or empty if there is no such file
	 * @throws MessagingException if it is beyond understanding
	 * @throws IOException if it cannot be decoded
	 */
	public Optional<AttachedFile> file(int number) throws MessagingException, IOException {
		return files().stream().filter((file) -> file.part() == number).findFirst();
	}

	/**
	 * The content of one of the files.
	 * @param file one of this mail's files
	 * @return the octets
	 * @throws MessagingException if it is beyond understanding
	 * @throws IOException if it cannot be decoded
	 */
	public byte[] content(AttachedFile file) throws MessagingException, IOException {
		return MailReader.octets(this.leaves.get(file.part()));
	}

	private List<AttachedFile> files() throws MessagingException, IOException {
		List<AttachedFile> files = new ArrayList<>();
		for (int i = 0; i < this.leaves.size(); i++) {
			Part leaf = this.leaves.get(i);
			String name = leaf.getFileName();
			if (name != null || Part.ATTACHMENT.equalsIgnoreCase(leaf.getDisposition()) || !isShown(leaf)) {
				files.add(new AttachedFile(i, FileNames.harmless((name != null) ? decode(name) : "part-" + i),
						type(leaf), MailReader.octets(leaf).length));
			}
		}
		return files;
	}

	private static boolean isShown(Part leaf) throws MessagingException {
		return leaf.isMimeType("text/plain") || leaf.isMimeType("text/html") || leaf.isMimeType("text/calendar")
				|| InlineImages.isInline(leaf);
	}

	private static String decode(String name) {
		try {
			return MimeUtility.decodeText(name);
		}
		catch (IOException ex) {
			return name;
		}
	}

	private static String type(Part leaf) throws MessagingException {
		String type = leaf.getContentType();
		return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
	}

}
