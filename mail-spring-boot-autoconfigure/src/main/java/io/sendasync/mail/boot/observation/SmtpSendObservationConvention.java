package io.sendasync.mail.boot.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and key values of observed sends. A bean of this type replaces the default one.
 */
public interface SmtpSendObservationConvention extends ObservationConvention<SmtpSendObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof SmtpSendObservationContext;
	}

}
