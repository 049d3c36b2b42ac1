/**
 * Lanes: connections that take their work from a queue, one message after the other, and
 * let the next envelope ride behind the current content.
 */
@NullMarked
package io.sendasync.mail.internal.lane;

import org.jspecify.annotations.NullMarked;
