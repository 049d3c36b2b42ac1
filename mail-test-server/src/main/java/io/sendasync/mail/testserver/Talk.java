package io.sendasync.mail.testserver;

import java.io.IOException;

/**
 * The server's part on one connection.
 */
interface Talk {

	/**
	 * Talks until the end.
	 * @throws SessionEnd with the reason, the only orderly way to return
	 * @throws IOException if the client went away
	 */
	void run() throws IOException;

}
