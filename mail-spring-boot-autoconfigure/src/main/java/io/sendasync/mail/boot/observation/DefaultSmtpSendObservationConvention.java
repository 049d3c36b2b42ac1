package io.sendasync.mail.boot.observation;

import java.util.Locale;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.sendasync.mail.boot.observation.SmtpObservationDocumentation.SendHighCardinalityKeyNames;
import io.sendasync.mail.boot.observation.SmtpObservationDocumentation.SendLowCardinalityKeyNames;
import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpStatusCode;
import org.jspecify.annotations.Nullable;

/**
 * The convention for sends unless there is another one: nothing personal, and the same
 * key names from start to end.
 */
public class DefaultSmtpSendObservationConvention implements SmtpSendObservationConvention {

	private static final String NONE = KeyValue.NONE_VALUE;

	@Override
	public String getName() {
		return "smtp.client.send";
	}

	@Override
	public String getContextualName(SmtpSendObservationContext context) {
		return "smtp send";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(SmtpSendObservationContext context) {
		SmtpEvent.Completed end = context.completed();
		return KeyValues.of(SendLowCardinalityKeyNames.CLIENT.withValue(context.clientName()),
				SendLowCardinalityKeyNames.OUTCOME
					.withValue((end != null) ? end.status().name().toLowerCase(Locale.ROOT) : NONE),
				SendLowCardinalityKeyNames.EXCEPTION
					.withValue((end != null && end.failure() != null) ? end.failure().type() : NONE),
				SendLowCardinalityKeyNames.RESPONSE_CLASS.withValue(responseClass(end)));
	}

	private static String responseClass(SmtpEvent.@Nullable Completed end) {
		SmtpStatusCode code = (end != null) ? end.decidingReply() : null;
		return (code != null) ? code.value() / 100 + "xx" : NONE;
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(SmtpSendObservationContext context) {
		return KeyValues.of(SendHighCardinalityKeyNames.OPERATION_ID.withValue(context.operationId()));
	}

}
