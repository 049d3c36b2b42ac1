/**
 * The sends: submitted to the client, watched while they are pending, ended by the
 * completion event.
 */
@NullMarked
package io.sendasync.mail.sample.send;

import org.jspecify.annotations.NullMarked;
