package io.sendasync.mail.boot.autoconfigure;

import io.sendasync.mail.SendCompleted;
import io.sendasync.mail.SendCompletedListener;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Makes every {@link SmtpClient} bean publish a {@link SendCompletedEvent}: ours, and
 * those that the application defines itself.
 */
final class SendCompletedEventBeanPostProcessor implements BeanPostProcessor {

	private final ApplicationEventPublisher publisher;

	SendCompletedEventBeanPostProcessor(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof SmtpClient client) {
			// A bean that delegates to another one would bring a second listener to it,
			// and with it a second event.
			SendCompletedListener publishing = new Publishing(this.publisher, beanName);
			client.removeSendCompletedListener(publishing);
			client.addSendCompletedListener(publishing);
		}
		return bean;
	}

	/**
	 * Not a lambda, since the client names a listener that fails in the log. All of one
	 * publisher are equal, whatever the bean.
	 */
	private static final class Publishing implements SendCompletedListener {

		private final ApplicationEventPublisher publisher;

		private final String beanName;

		Publishing(ApplicationEventPublisher publisher, String beanName) {
			this.publisher = publisher;
			this.beanName = beanName;
		}

		@Override
		public void sendCompleted(SendCompleted<?> completed) {
			this.publisher.publishEvent(new SendCompletedEvent<>(completed, this.beanName));
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Publishing publishing && publishing.publisher == this.publisher;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this.publisher);
		}

		@Override
		public String toString() {
			return "SendCompletedEvent publisher of " + this.beanName;
		}

	}

}
