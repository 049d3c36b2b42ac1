/**
 * What a server said and what became of a message.
 */
@NullMarked
package io.sendasync.mail.delivery;

import org.jspecify.annotations.NullMarked;
