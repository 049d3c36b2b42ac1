package io.sendasync.mail.boot.autoconfigure;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.AsyncSmtpClient;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the {@link AsyncSmtpClient}.
 */
@AutoConfiguration(after = SmtpClientAutoConfiguration.class)
@ConditionalOnSingleCandidate(SmtpClient.class)
@ImportRuntimeHints(AsyncSmtpClientAutoConfiguration.ProxyHints.class)
public final class AsyncSmtpClientAutoConfiguration {

	AsyncSmtpClientAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	AsyncSmtpClient asyncSmtpClient(SmtpClient client, BeanFactory beans, Environment environment,
			ObjectProvider<CallerContext> context) {
		return DefaultAsyncSmtpClient.on(client,
				new ApplicationExecutor(beans, environment, context.getIfAvailable(() -> (task) -> task)));
	}

	/**
	 * A native image has to know the proxy's interfaces.
	 */
	static class ProxyHints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.proxies()
				.registerJdkProxy(AopProxyUtils.completeJdkProxyInterfaces(DefaultAsyncSmtpClient.PROXY_INTERFACES));
		}

	}

}
