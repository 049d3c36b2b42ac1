package io.sendasync.mail.internal.smtp;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.RecipientPolicy;

/**
 * What one transaction is to carry.
 *
 * @param envelope who to whom
 * @param content what
 * @param policy what to do if only some recipients are accepted
 */
public record Mail(Envelope envelope, MailContent content, RecipientPolicy policy) {
}
