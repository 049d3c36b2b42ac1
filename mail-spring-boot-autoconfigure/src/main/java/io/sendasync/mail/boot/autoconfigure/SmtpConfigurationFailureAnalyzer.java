package io.sendasync.mail.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link SmtpConfigurationException} at start-up.
 */
final class SmtpConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<SmtpConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SmtpConfigurationException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
	}

}
