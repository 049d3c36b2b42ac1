package io.sendasync.mail;

/**
 * The figures of a client at one moment; each is right, together they are not a snapshot.
 *
 * @param lanesOpen connections that exist or are being opened
 * @param lanesIdle those of them that wait for work
 * @param queued sends that wait for a connection
 * @param inFlight sends that a connection works on
 * @param submitted sends taken on since the client was built
 * @param accepted sends that the server accepted for all recipients
 * @param failed sends that failed for certain, for at least one recipient
 * @param unknown sends whose outcome nobody can tell
 * @param cancelled sends that were cancelled
 */
public record ClientStatistics(int lanesOpen, int lanesIdle, int queued, int inFlight, long submitted, long accepted,
		long failed, long unknown, long cancelled) {
}
