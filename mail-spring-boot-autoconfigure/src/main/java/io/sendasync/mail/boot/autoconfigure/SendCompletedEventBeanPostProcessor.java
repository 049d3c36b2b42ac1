package io.sendasync.mail.boot.autoconfigure;

import io.sendasync.mail.SendCompleted;
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

	private final SendCompletedListener publishing;

	SendCompletedEventBeanPostProcessor(ApplicationEventPublisher publisher) {
		this.publishing = new Publishing(publisher);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof SmtpClient client) {
			// A bean that delegates to another one would bring a second listener to it,
			// and with it a second event.
			client.removeSendCompletedListener(this.publishing);
			client.addSendCompletedListener(this.publishing);
		}
		return bean;
	}

	/**
	 * Not a lambda, since the client names a listener that fails in the log.
	 *
	 * @param publisher takes the events
	 */
	private record Publishing(ApplicationEventPublisher publisher) implements SendCompletedListener {

		@Override
		public void sendCompleted(SendCompleted<?> completed) {
			this.publisher.publishEvent(new SendCompletedEvent<>(completed));
		}

	}

}
