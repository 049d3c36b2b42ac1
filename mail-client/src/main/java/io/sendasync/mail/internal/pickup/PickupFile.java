package io.sendasync.mail.internal.pickup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that nobody sees before it is whole: it is written under a temporary name,
 * brought to the disk and renamed. Its name owes nothing to the message. Closing one that
 * was not published removes it.
 *
 * <p>
 * Thread contract: confined to its worker's thread.
 */
final class PickupFile implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(PickupFile.class);

	private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

	private final Path directory;

	private final Path temporary;

	private final Path target;

	private final FileChannel channel;

	private boolean published;

	private PickupFile(Path directory, String name) throws IOException {
		this.directory = directory;
		this.temporary = directory.resolve("." + name + ".tmp");
		this.target = directory.resolve(name + ".eml");
		this.channel = FileChannel.open(this.temporary, NEW, permissions(directory));
	}

	static PickupFile create(Path directory) throws IOException {
		return new PickupFile(directory, UUID.randomUUID().toString());
	}

	/**
	 * The program that takes it may run under an account of its own, in the same group.
	 */
	private static FileAttribute<?>[] permissions(Path directory) {
		return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")) }
				: new FileAttribute<?>[0];
	}

	String name() {
		return this.target.getFileName().toString();
	}

	OutputStream out() {
		return Channels.newOutputStream(this.channel);
	}

	/**
	 * Brings it to the disk.
	 */
	void sync() throws IOException {
		this.channel.force(true);
		this.channel.close();
	}

	/**
	 * Lets it be seen.
	 */
	void publish() throws IOException {
		Files.move(this.temporary, this.target, StandardCopyOption.ATOMIC_MOVE);
		this.published = true;
		try (FileChannel names = FileChannel.open(this.directory, StandardOpenOption.READ)) {
			names.force(true);
		}
		catch (IOException ex) {
			// Some systems cannot open a directory; they keep names safe in other ways.
			logger.debug("The pickup directory {} was not synced: {}", this.directory, ex.toString());
		}
	}

	@Override
	public void close() {
		if (this.published) {
			return;
		}
		try {
			this.channel.close();
			Files.deleteIfExists(this.temporary);
		}
		catch (IOException ex) {
			logger.warn("The unfinished file {} could not be removed", this.temporary, ex);
		}
	}

}
