package io.sendasync.mail.boot.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.sendasync.mail.boot.observation.SmtpObservationDocumentation.ConnectLowCardinalityKeyNames;

/**
 * The convention for connections unless there is another one.
 */
public class DefaultSmtpConnectObservationConvention implements SmtpConnectObservationConvention {

	@Override
	public String getName() {
		return "smtp.client.connect";
	}

	@Override
	public String getContextualName(SmtpConnectObservationContext context) {
		return "smtp connect";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(SmtpConnectObservationContext context) {
		boolean failed = context.failure() != null;
		return KeyValues.of(ConnectLowCardinalityKeyNames.CLIENT.withValue(context.clientName()),
				ConnectLowCardinalityKeyNames.OUTCOME.withValue(failed ? "failure" : "success"),
				ConnectLowCardinalityKeyNames.EXCEPTION
					.withValue((context.failure() != null) ? context.failure().type() : KeyValue.NONE_VALUE),
				ConnectLowCardinalityKeyNames.SERVER_ADDRESS.withValue(context.start().host()),
				ConnectLowCardinalityKeyNames.SERVER_PORT.withValue(Integer.toString(context.start().port())));
	}

}
