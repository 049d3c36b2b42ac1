package io.sendasync.mail.benchmarks.contender;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * The same code of an application on Spring's sender or on ours, message by message or
 * many with one call.
 */
final class JavaMailSenderContender extends LaneContender {

	private final AutoCloseable context;

	private JavaMailSenderContender(Target target, JavaMailSender sender, int atOnce, AutoCloseable context) {
		super(target.lanes());
		this.context = context;
		for (int i = 0; i < target.lanes(); i++) {
			add(() -> send(sender, target.payload(), atOnce));
		}
	}

	/**
	 * Spring's own.
	 */
	static JavaMailSenderContender spring(Target target, int atOnce) {
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setJavaMailProperties(JakartaMessages.properties(target));
		sender.setHost(Target.HOST);
		sender.setPort(target.port());
		if (target.secured()) {
			sender.setUsername(Target.USER);
			sender.setPassword(Target.PASSWORD);
		}
		return new JavaMailSenderContender(target, sender, atOnce, () -> {
		});
	}

	/**
	 * Ours, from an application's context with the property that turns it on.
	 */
	static JavaMailSenderContender bridge(Target target, int atOnce) {
		Map<String, Object> properties = new HashMap<>();
		properties.put("mail.smtp.java-mail-sender.enabled", true);
		properties.put("mail.smtp.host", Target.HOST);
		properties.put("mail.smtp.port", target.port());
		properties.put("mail.smtp.connection.max", target.lanes());
		properties.put("mail.smtp.tls.mode", target.secured() ? "starttls" : "none");
		if (target.secured()) {
			properties.put("mail.smtp.credentials.username", Target.USER);
			properties.put("mail.smtp.credentials.password", Target.PASSWORD);
		}
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties(properties)
			.run();
		return new JavaMailSenderContender(target, context.getBean(JavaMailSender.class), atOnce, context);
	}

	private static int send(JavaMailSender sender, Payload payload, int atOnce) throws MessagingException {
		MimeMessage[] messages = new MimeMessage[atOnce];
		for (int i = 0; i < atOnce; i++) {
			messages[i] = sender.createMimeMessage();
			JakartaMessages.fill(messages[i], payload);
		}
		sender.send(messages);
		return atOnce;
	}

	@Override
	public void close() throws IOException {
		super.close();
		try {
			this.context.close();
		}
		catch (Exception ex) {
			throw new IOException(ex);
		}
	}

	/** An application with the starter and nothing else. */
	@EnableAutoConfiguration
	static class Application {

	}

}
