package io.sendasync.mail.benchmarks.contender;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Spring's sender, message by message or many with one call.
 */
final class JavaMailSenderContender extends LaneContender {

	JavaMailSenderContender(Target target, int atOnce) {
		super(target.lanes());
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setJavaMailProperties(JakartaMessages.properties(target));
		sender.setHost(Target.HOST);
		sender.setPort(target.port());
		if (target.secured()) {
			sender.setUsername(Target.USER);
			sender.setPassword(Target.PASSWORD);
		}
		for (int i = 0; i < target.lanes(); i++) {
			add(() -> send(sender, target.payload(), atOnce));
		}
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

}
