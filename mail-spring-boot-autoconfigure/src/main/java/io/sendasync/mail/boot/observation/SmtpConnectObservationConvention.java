package io.sendasync.mail.boot.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and key values of observed connections. A bean of this type replaces the default
 * one.
 */
public interface SmtpConnectObservationConvention extends ObservationConvention<SmtpConnectObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof SmtpConnectObservationContext;
	}

}
