package io.sendasync.mail.benchmarks.contender;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailMessageBuilder;

/**
 * This project's client, each message composed anew.
 */
final class OurContender extends AsyncContender {

	private final SmtpClient client;

	private final Payload payload;

	OurContender(Target target) {
		super(target.lanes());
		this.payload = target.payload();
		SmtpClient.Builder builder = SmtpClient.builder()
			.host(Target.HOST)
			.port(target.port())
			.maxConnections(target.lanes());
		if (target.secured()) {
			builder.credentials(Target.USER, Target.PASSWORD).tls(TlsMode.STARTTLS);
		}
		else {
			builder.tls(TlsMode.NONE);
		}
		this.client = builder.build();
	}

	@Override
	CompletionStage<?> send() {
		return this.client.sendAsync(message(this.payload));
	}

	static MailMessage message(Payload payload) {
		MailMessageBuilder builder = MailMessage.builder()
			.from(Payload.FROM)
			.subject(Payload.SUBJECT)
			.text(payload.text());
		payload.recipients().forEach(builder::to);
		String html = payload.html();
		if (html != null) {
			builder.html(html);
		}
		Path file = payload.file();
		if (file != null) {
			builder.attachment(Attachment.of(file));
		}
		return builder.build();
	}

	@Override
	public void close() {
		this.client.close();
	}

}
