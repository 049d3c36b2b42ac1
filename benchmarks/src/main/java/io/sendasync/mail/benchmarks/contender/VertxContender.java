package io.sendasync.mail.benchmarks.contender;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;

/**
 * Vert.x' client with its pool and with pipelining, its default.
 */
final class VertxContender extends AsyncContender {

	private final Vertx vertx = Vertx.vertx();

	private final MailClient client;

	private final Payload payload;

	VertxContender(Target target) {
		super(target.lanes());
		this.payload = target.payload();
		MailConfig config = new MailConfig().setHostname(Target.HOST)
			.setPort(target.port())
			.setMaxPoolSize(target.lanes())
			.setKeepAlive(true)
			.setPipelining(true);
		if (target.secured()) {
			config.setStarttls(StartTLSOptions.REQUIRED)
				.setLogin(LoginOption.REQUIRED)
				.setUsername(Target.USER)
				.setPassword(Target.PASSWORD);
		}
		else {
			config.setStarttls(StartTLSOptions.DISABLED).setLogin(LoginOption.DISABLED);
		}
		this.client = MailClient.create(this.vertx, config);
	}

	@Override
	CompletionStage<?> send() {
		MailMessage message = new MailMessage().setFrom(Payload.FROM)
			.setTo(this.payload.recipients())
			.setSubject(Payload.SUBJECT)
			.setText(this.payload.text());
		String html = this.payload.html();
		if (html != null) {
			message.setHtml(html);
		}
		Path file = this.payload.file();
		if (file == null) {
			return this.client.sendMail(message).toCompletionStage();
		}
		return this.vertx.fileSystem().open(file.toString(), new OpenOptions().setRead(true)).compose((stream) -> {
			message.setAttachment(List.of(MailAttachment.create()
				.setName("attachment.bin")
				.setContentType("application/octet-stream")
				.setStream(stream)
				.setSize(Math.toIntExact(stream.sizeBlocking()))));
			return this.client.sendMail(message).eventually(stream::close);
		}).toCompletionStage();
	}

	@Override
	public void close() {
		this.client.close().compose((ignored) -> this.vertx.close()).toCompletionStage().toCompletableFuture().join();
	}

}
