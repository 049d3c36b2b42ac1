package io.sendasync.mail.realserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server delivered, a file for each message and recipient. A file never changes.
 */
final class Maildir {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final Path files;

	private final Map<Path, Delivered> seen = new ConcurrentHashMap<>();

	Maildir(Path directory) {
		this.files = directory.resolve("new");
	}

	private record Delivered(String messageId, String recipient) {
	}

	private List<Path> files() throws IOException {
		if (!Files.isDirectory(this.files)) {
			return List.of();
		}
		try (Stream<Path> list = Files.list(this.files)) {
			return list.toList();
		}
	}

	private Delivered delivered(Path file) {
		return this.seen.computeIfAbsent(file, (path) -> {
			try {
				MimeMessage message = read(path);
				return new Delivered(message.getMessageID(), message.getHeader("Delivered-To", null));
			}
			catch (IOException | MessagingException ex) {
				throw new IllegalStateException("Cannot read " + path, ex);
			}
		});
	}

	private static MimeMessage read(Path file) throws IOException, MessagingException {
		Properties properties = new Properties();
		properties.setProperty("mail.mime.allowutf8", "true");
		try (InputStream in = Files.newInputStream(file)) {
			return new MimeMessage(Session.getInstance(properties), in);
		}
	}

	/**
	 * How often each message was delivered, by its Message-ID.
	 */
	Map<String, Integer> counts() throws IOException {
		Map<String, Integer> counts = new HashMap<>();
		for (Path file : files()) {
			counts.merge(delivered(file).messageId(), 1, Integer::sum);
		}
		return counts;
	}

	/**
	 * The messages with this Message-ID, once there is one.
	 */
	List<MimeMessage> await(String messageId) throws IOException, MessagingException {
		Awaitility.await("delivery").atMost(SOON).until(() -> counts().containsKey(messageId));
		List<MimeMessage> messages = new ArrayList<>();
		for (Path file : files()) {
			if (delivered(file).messageId().equals(messageId)) {
				messages.add(read(file));
			}
		}
		return messages;
	}

	/**
	 * The messages for a recipient that contain a text, once there is one.
	 */
	List<String> awaitText(String recipient, String text) throws IOException {
		List<String> found = new ArrayList<>();
		Awaitility.await("mail for " + recipient).atMost(SOON).until(() -> {
			for (Path file : files()) {
				String content = Files.readString(file);
				if (delivered(file).recipient().equals(recipient) && content.contains(text)) {
					found.add(content);
				}
			}
			return !found.isEmpty();
		});
		return found;
	}

	/**
	 * Waits until a message was delivered to exactly these recipients.
	 */
	void awaitRecipients(String messageId, List<String> recipients) {
		Awaitility.await()
			.atMost(SOON)
			.untilAsserted(() -> assertThat(files()).map(this::delivered)
				.filteredOn((one) -> one.messageId().equals(messageId))
				.extracting(Delivered::recipient)
				.containsExactlyInAnyOrderElementsOf(recipients));
	}

	/**
	 * Whether anything was delivered to a recipient.
	 */
	boolean hasMailFor(String recipient) throws IOException {
		return files().stream().anyMatch((file) -> delivered(file).recipient().equals(recipient));
	}

}
