package io.sendasync.mail.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.BeanDefinitionOverrideException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/**
 * Explains that a client under {@code mail.smtp.clients} has the name of another bean.
 * Boot explains such a clash as well, but knows nothing of the properties.
 */
final class NamedClientClashFailureAnalyzer extends AbstractFailureAnalyzer<BeanDefinitionOverrideException>
		implements Ordered {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanDefinitionOverrideException cause) {
		if (!cause.getBeanName().equals(NamedSmtpClients.clientOf(cause.getBeanDefinition()))) {
			return null;
		}
		String prefix = ClientKeys.named(cause.getBeanName()).prefix();
		String other = cause.getExistingDefinition().getResourceDescription();
		return new FailureAnalysis("The properties under '" + prefix + "' ask for an SmtpClient bean named '"
				+ cause.getBeanName() + "', but there is another bean of that name"
				+ ((other != null) ? ", defined in " + other : "") + ".",
				"Choose another name for the client, or rename that bean.", cause);
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
