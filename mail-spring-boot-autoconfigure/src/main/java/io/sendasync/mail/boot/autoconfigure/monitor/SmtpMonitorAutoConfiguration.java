package io.sendasync.mail.boot.autoconfigure.monitor;

import java.time.Clock;

import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.boot.monitor.SmtpClientMonitors;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for what health and endpoint look at, and for the line in the log
 * for each failed send.
 */
@AutoConfiguration(before = SmtpClientAutoConfiguration.class)
public final class SmtpMonitorAutoConfiguration {

	SmtpMonitorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SmtpClientMonitors smtpClientMonitors() {
		return new SmtpClientMonitors(Clock.systemUTC());
	}

}
