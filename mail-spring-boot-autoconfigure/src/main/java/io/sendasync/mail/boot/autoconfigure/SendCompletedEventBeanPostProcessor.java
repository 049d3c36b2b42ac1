package io.sendasync.mail.boot.autoconfigure;

import io.sendasync.mail.SendCompletedListener;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Makes every {@link SmtpClient} bean publish a {@link SendCompletedEvent}: ours, and
 * those that the application defines itself.
 */
final class SendCompletedEventBeanPostProcessor implements BeanPostProcessor {

	private final SendCompletedListener listener;

	SendCompletedEventBeanPostProcessor(ApplicationEventPublisher publisher) {
		this.listener = (completed) -> publisher.publishEvent(new SendCompletedEvent<>(completed));
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof SmtpClient client) {
			// A bean that delegates to another one would bring a second listener to it,
			// and with it a second event.
			client.removeSendCompletedListener(this.listener);
			client.addSendCompletedListener(this.listener);
		}
		return bean;
	}

}
