/**
 * The asynchronous SMTP client: {@link io.sendasync.mail.SmtpClient} sends, a
 * {@link io.sendasync.mail.SendOperation} is one send on its way, a
 * {@link io.sendasync.mail.SendCompletedListener} hears how each one ended.
 */
@NullMarked
package io.sendasync.mail;

import org.jspecify.annotations.NullMarked;
