package io.sendasync.mail.internal.lane;

/**
 * What a lane takes from its source: {@linkplain LaneWork work}, or a {@linkplain Probe
 * question}.
 */
public interface LaneTask {

}
