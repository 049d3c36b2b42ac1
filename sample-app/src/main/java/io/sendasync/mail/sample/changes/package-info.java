/**
 * Tells those who watch that something changed.
 */
@NullMarked
package io.sendasync.mail.sample.changes;

import org.jspecify.annotations.NullMarked;
