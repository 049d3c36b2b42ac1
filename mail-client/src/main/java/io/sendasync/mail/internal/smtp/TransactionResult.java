package io.sendasync.mail.internal.smtp;

import java.util.List;

import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * What became of one transaction.
 *
 * @param outcomes one for each recipient, in the envelope's order
 * @param finalReply the reply to the end of the content, if one was read
 * @param failure why it is no success for all recipients, or null if it is one
 */
public record TransactionResult(List<RecipientOutcome> outcomes, @Nullable SmtpReply finalReply,
		@Nullable SmtpException failure) {
}
