package io.sendasync.mail.sample.burst;

/**
 * How far a burst is: an immutable snapshot.
 *
 * @param running whether sends are pending or still to come
 * @param count how many messages were asked for
 * @param pending sends that have not ended
 * @param completed sends that the server accepted
 * @param failed sends that failed for certain
 * @param unknown sends whose outcome nobody can tell
 * @param cancelled sends that were cancelled
 * @param arrived messages that the embedded server has
 * @param millis how long it has taken so far, or took
 * @param perSecond ends a second, without cancelled ones
 */
public record BurstView(boolean running, int count, int pending, int completed, int failed, int unknown, int cancelled,
		long arrived, long millis, long perSecond) {
}
