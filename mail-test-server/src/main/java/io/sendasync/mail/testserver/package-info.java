/**
 * An SMTP server on a real socket, for tests: it takes messages, keeps a journal of them,
 * misbehaves on demand and reports what a client did wrong. Start with
 * {@link io.sendasync.mail.testserver.SmtpTestServer}.
 */
@NullMarked
package io.sendasync.mail.testserver;

import org.jspecify.annotations.NullMarked;
