/**
 * The asynchronous SMTP client in Spring Boot: what an application uses beside
 * {@link io.sendasync.mail.SmtpClient} itself. The beans come from the package
 * {@code autoconfigure}.
 */
@NullMarked
package io.sendasync.mail.boot;

import org.jspecify.annotations.NullMarked;
