package io.sendasync.mail.sample.server;

import org.jspecify.annotations.Nullable;

/**
 * Which mail server is used.
 *
 * @param embedded whether it is the one in this process
 * @param slow whether it is slowed down
 * @param weather how it behaves, by its public name, null for an external one
 * @param explanation the same for people
 */
public record ServerStatus(boolean embedded, boolean slow, @Nullable String weather, String explanation) {
}
