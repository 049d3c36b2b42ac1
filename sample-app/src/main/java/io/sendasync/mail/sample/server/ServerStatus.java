package io.sendasync.mail.sample.server;

/**
 * Which mail server is used.
 *
 * @param embedded whether it is the one in this process
 * @param slow whether it is slowed down
 * @param explanation the same for people
 */
public record ServerStatus(boolean embedded, boolean slow, String explanation) {
}
