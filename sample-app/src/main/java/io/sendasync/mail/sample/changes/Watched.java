package io.sendasync.mail.sample.changes;

import java.util.List;

/**
 * Something that pages show and that changes: each watcher is told what changed since it
 * looked last.
 */
public interface Watched {

	/**
	 * How watchers are told.
	 * @return the name of the server-sent event
	 */
	String event();

	/**
	 * What changed.
	 * @param change the number of a change, 0 for everything
	 * @return what has a higher number, oldest first, as it is shown now
	 */
	List<?> after(long change);

}
