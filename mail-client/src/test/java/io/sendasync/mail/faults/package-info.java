/**
 * Faults as a user of the client meets them: cancelling at any moment, and a network that
 * loses things.
 */
@NullMarked
package io.sendasync.mail.faults;

import org.jspecify.annotations.NullMarked;
