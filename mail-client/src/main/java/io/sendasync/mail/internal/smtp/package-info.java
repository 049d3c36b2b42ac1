/**
 * One SMTP dialogue (RFC 5321): commands, replies, capabilities, authentication, and the
 * transactions of messages in pipelined groups (RFC 2920). Confined to one thread.
 */
@NullMarked
package io.sendasync.mail.internal.smtp;

import org.jspecify.annotations.NullMarked;
