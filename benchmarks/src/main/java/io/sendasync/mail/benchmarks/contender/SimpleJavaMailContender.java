package io.sendasync.mail.benchmarks.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

import jakarta.activation.FileDataSource;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/**
 * Simple Java Mail with its batch module: as many threads and connections as there are
 * lanes.
 */
final class SimpleJavaMailContender extends AsyncContender {

	private final Mailer mailer;

	private final Payload payload;

	SimpleJavaMailContender(Target target) {
		super(target.lanes());
		this.payload = target.payload();
		this.mailer = (target.secured()
				? MailerBuilder.withSMTPServer(Target.HOST, target.port(), Target.USER, Target.PASSWORD)
					.withTransportStrategy(TransportStrategy.SMTP_TLS)
				: MailerBuilder.withSMTPServer(Target.HOST, target.port())
					.withTransportStrategy(TransportStrategy.SMTP))
			.withThreadPoolSize(target.lanes())
			.withConnectionPoolCoreSize(target.lanes())
			.withConnectionPoolMaxSize(target.lanes())
			.async()
			.buildMailer();
	}

	@Override
	CompletionStage<?> send() {
		return this.mailer.sendMail(message(), true);
	}

	private Email message() {
		EmailPopulatingBuilder builder = EmailBuilder.startingBlank()
			.from(Payload.FROM)
			.withSubject(Payload.SUBJECT)
			.withPlainText(this.payload.text());
		this.payload.recipients().forEach(builder::to);
		String html = this.payload.html();
		if (html != null) {
			builder.withHTMLText(html);
		}
		Path file = this.payload.file();
		if (file != null) {
			builder.withAttachment("attachment.bin", new FileDataSource(file.toFile()));
		}
		return builder.buildEmail();
	}

	@Override
	public void close() throws IOException {
		try {
			this.mailer.shutdownConnectionPool().get();
			this.mailer.close();
		}
		catch (Exception ex) {
			throw new IOException(ex);
		}
	}

}
