package io.sendasync.mail.sample;

import io.sendasync.mail.sample.server.MailServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Says where the page is.
 */
@Component
class StartupNotice {

	private static final Logger logger = LoggerFactory.getLogger(StartupNotice.class);

	private final MailServer mailServer;

	StartupNotice(MailServer mailServer) {
		this.mailServer = mailServer;
	}

	@EventListener
	void ready(ApplicationReadyEvent event) {
		Environment environment = event.getApplicationContext().getEnvironment();
		String port = environment.getProperty("local.server.port");
		if (port != null) {
			logger.info(this.mailServer.status().explanation());
			logger.info("Open http://localhost:{}{}/", port,
					environment.getProperty("server.servlet.context-path", ""));
		}
	}

}
