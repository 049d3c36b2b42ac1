package io.sendasync.mail.internal.lane;

import java.time.Duration;

import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.internal.net.Cut;

/**
 * The question whether the server answers, put to a lane without work. No method throws
 * or blocks.
 */
public interface Probe extends LaneTask {

	/**
	 * Breaks off the opening of a connection that is for the question alone.
	 * @return aborts that connection until it is detached
	 */
	Cut cut();

	/**
	 * How long a kept connection may take to answer before it counts as lost.
	 * @return the limit
	 */
	Duration patience();

	/**
	 * The server answered.
	 */
	void answered();

	/**
	 * There is no connection to it.
	 * @param failure why; nobody else has it
	 */
	void failed(SmtpException failure);

}
