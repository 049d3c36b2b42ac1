package io.sendasync.mail.internal.lane;

import java.util.List;

import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.internal.net.Cut;
import io.sendasync.mail.internal.smtp.Mail;
import io.sendasync.mail.internal.smtp.TransactionResult;
import org.jspecify.annotations.Nullable;

/**
 * One send, as a lane sees it. No method throws or blocks. What returns false tells the
 * lane that the send ended elsewhere, and that its connection may be cut at any moment.
 */
public interface LaneWork extends LaneTask {

	/**
	 * Whose it is.
	 * @return the id of the operation
	 */
	String id();

	/**
	 * What to send.
	 * @return envelope and content, or null once it ended
	 */
	@Nullable Mail mail();

	/**
	 * A lane takes it on.
	 * @param cut ends the lane's connection if the send is cancelled
	 * @return false if it ended before
	 */
	boolean start(Cut cut);

	/**
	 * The lane found no connection for it, and others have one, or the next attempt may.
	 * @return false if the send ended before
	 */
	boolean requeue();

	/**
	 * The lane is about to write the mark after which the server has the message.
	 * @param inDoubt what is to be said if it is given up from here on, one outcome for
	 * each recipient; empty if nothing is certain of any
	 * @return false if the mark must not be written
	 */
	boolean commit(List<RecipientOutcome> inDoubt);

	/**
	 * A transaction for some of the recipients is over, and another one is to follow.
	 * @param soFar what is certain now, one outcome for each recipient
	 * @return false if the send ended before
	 */
	boolean goOn(List<RecipientOutcome> soFar);

	/**
	 * The last transaction is over.
	 * @param result how it ended
	 * @return false if the send ended before
	 */
	boolean end(TransactionResult result);

	/**
	 * It failed without a transaction.
	 * @param failure why
	 * @return false if the send ended before
	 */
	boolean fail(SmtpException failure);

}
