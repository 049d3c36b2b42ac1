package io.sendasync.mail.boot.monitor;

import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpEventListener;
import io.sendasync.mail.delivery.SmtpStatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line at WARN for each send that failed or whose outcome is unknown, by the logger
 * {@value #LOGGER}: as text, and as key-value pairs for structured logging. No addresses,
 * and not the words of the server, which often repeats them.
 *
 * <p>
 * Thread contract: any thread may call it.
 */
final class SmtpSendLog implements SmtpEventListener {

	static final String LOGGER = "io.sendasync.mail.send";

	private static final Logger logger = LoggerFactory.getLogger(LOGGER);

	private final String clientName;

	SmtpSendLog(String clientName) {
		this.clientName = clientName;
	}

	@Override
	public void completed(SmtpEvent.Completed event) {
		if (event.status() != SendStatus.FAILED && event.status() != SendStatus.UNKNOWN) {
			return;
		}
		SmtpStatusCode code = event.decidingReply();
		String reply = (code != null) ? code.toString() : "none";
		String failure = (event.failure() != null) ? event.failure().type() : "none";
		long millis = event.queued().plus(event.sending()).toMillis();
		LoggingEventBuilder line = logger.atWarn()
			.addKeyValue("smtp.client", this.clientName)
			.addKeyValue("smtp.operation.id", event.operationId())
			.addKeyValue("smtp.outcome", event.status())
			.addKeyValue("smtp.failure", failure)
			.addKeyValue("smtp.reply", reply)
			.addKeyValue("smtp.queued.ms", event.queued().toMillis())
			.addKeyValue("smtp.duration.ms", millis);
		line.log("Send {} of {} ended {} after {} ms: {}, reply {}", event.operationId(), this.clientName,
				event.status(), millis, failure, reply);
	}

}
