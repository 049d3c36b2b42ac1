/**
 * What a mail is: immutable values for addresses, messages, their parts and options. A
 * value that exists can be written to the wire; whatever could not is refused when it is
 * made. Nothing here knows SMTP, MIME encoding or Spring.
 */
@NullMarked
package io.sendasync.mail.message;

import org.jspecify.annotations.NullMarked;
