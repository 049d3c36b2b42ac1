package io.sendasync.mail.boot.autoconfigure;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.AfterCommitSmtpClient;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Auto-configuration for the {@link AfterCommitSmtpClient}.
 */
@AutoConfiguration(after = SmtpClientAutoConfiguration.class)
@ConditionalOnClass(TransactionSynchronizationManager.class)
@ConditionalOnSingleCandidate(SmtpClient.class)
public final class AfterCommitSmtpClientAutoConfiguration {

	AfterCommitSmtpClientAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	AfterCommitSmtpClient afterCommitSmtpClient(SmtpClient client) {
		return new AfterCommitSmtpClient(client);
	}

}
