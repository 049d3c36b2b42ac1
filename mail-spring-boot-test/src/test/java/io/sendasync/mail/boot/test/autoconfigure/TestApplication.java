package io.sendasync.mail.boot.test.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.sendasync.mail.boot.SendCompletedEvent;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.event.EventListener;

/**
 * An application that sends mail.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class TestApplication {

	final List<SendCompletedEvent<?>> completed = new CopyOnWriteArrayList<>();

	@EventListener
	void completed(SendCompletedEvent<?> event) {
		this.completed.add(event);
	}

}
