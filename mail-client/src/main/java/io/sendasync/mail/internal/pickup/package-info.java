/**
 * Delivery into a directory from which another program takes messages: a worker of the
 * lanes that writes files instead of talking to a server.
 */
@NullMarked
package io.sendasync.mail.internal.pickup;

import org.jspecify.annotations.NullMarked;
