package io.sendasync.mail.boot.autoconfigure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpFailedRecipientException;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.SmtpTestServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.mail.autoconfigure.MailSenderValidatorAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.MailSender;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.mail.javamail.MimeMessagePreparator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link SmtpJavaMailSender} and its auto-configuration, beside
 * {@code spring-boot-starter-mail}.
 */
class SmtpJavaMailSenderTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final SmtpTestServer server = SmtpTestServer.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SmtpClientAutoConfiguration.class,
				AsyncSmtpClientAutoConfiguration.class, SmtpJavaMailSenderAutoConfiguration.class,
				MailSenderAutoConfiguration.class, MailSenderValidatorAutoConfiguration.class))
		.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port());

	private final SmtpClient client = SmtpClient.builder().host(this.server.host()).port(this.server.port()).build();

	private final JavaMailSender sender = new SmtpJavaMailSender(this.client, "App <app@example.org>");

	@AfterEach
	void stop() {
		this.client.close();
		this.server.close();
	}

	@Test
	void bothMailModulesWorkBesideEachOther() {
		this.runner
			.withPropertyValues("spring.mail.host=" + this.server.host(), "spring.mail.port=" + this.server.port())
			.run((context) -> {
				assertThat(context).hasSingleBean(SmtpClient.class).hasSingleBean(JavaMailSender.class);
				assertThat(context.getBean(JavaMailSender.class)).isInstanceOf(JavaMailSenderImpl.class);
				context.getBean(MailSender.class).send(simple("theirs"));
				assertThat(context.getBean(SmtpClient.class)
					.sendAsync(MailMessage.of("ann@example.org", "ben@example.org", "ours", "Hello")))
					.succeedsWithin(LIMIT);
				assertThat(this.server.messages()).hasSize(2);
			});
	}

	@Test
	void isNotThereUnlessAskedFor() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(MailSender.class));
		this.runner.withPropertyValues("mail.smtp.java-mail-sender.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MailSender.class));
	}

	@Test
	void takesThePlaceOfBootsSender() {
		enabled().withPropertyValues("spring.mail.host=elsewhere.example.org").run((context) -> {
			assertThat(context).hasSingleBean(MailSender.class);
			assertThat(context.getBean("mailSender")).isInstanceOf(SmtpJavaMailSender.class);
			context.getBean(JavaMailSender.class).send(simple("Hello"));
			assertThat(this.server.messages()).hasSize(1);
		});
	}

	@Test
	void standsBackBehindASenderOfTheApplication() {
		enabled().withBean("own", JavaMailSenderImpl.class)
			.run((context) -> assertThat(context).hasSingleBean(MailSender.class).hasBean("own"));
	}

	@Test
	void isNotThereWithoutItsLibrary() {
		enabled().withClassLoader(new FilteredClassLoader(JavaMailSender.class, MailSender.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SmtpClient.class)
				.doesNotHaveBean("mailSender"));
	}

	@Test
	void simpleMessageIsSentInUtf8AndWithTheDefaultSender() {
		SimpleMailMessage message = simple("Grüße");
		message.setFrom(null);
		message.setText("Größe");
		this.sender.send(message);
		MimeMessage received = received();
		assertThat(received).satisfies((mime) -> {
			assertThat(mime.getSubject()).isEqualTo("Grüße");
			assertThat(mime.getContent()).asString().contains("Größe");
			assertThat(mime.getFrom()).extracting(Object::toString).containsExactly("App <app@example.org>");
		});
		assertThat(this.server.messages().get(0).recipients()).hasSize(3);
	}

	@Test
	void preparedMessageIsSentAndKnowsItsIdAfterwards() throws Exception {
		MimeMessage[] made = new MimeMessage[1];
		MimeMessagePreparator preparator = (mime) -> {
			MimeMessageHelper helper = new MimeMessageHelper(mime, true);
			helper.setTo("ben@example.org");
			helper.setSubject("Prepared");
			helper.setText("plain", "<b>html</b>");
			made[0] = mime;
		};
		this.sender.send(preparator);
		assertThat(received()).satisfies((mime) -> {
			assertThat(mime.getSubject()).isEqualTo("Prepared");
			assertThat(mime.getMessageID()).isEqualTo(made[0].getMessageID()).isNotNull();
		});
	}

	@Test
	void messageFromAStreamKeepsItsId() throws Exception {
		MimeMessage message = this.sender.createMimeMessage(new ByteArrayInputStream("""
				From: ann@example.org
				To: ben@example.org
				Message-ID: <mine@example.org>

				Hello
				""".replace("\n", "\r\n").getBytes(UTF_8)));
		this.sender.send(message);
		assertThat(received()).satisfies((mime) -> assertThat(mime.getMessageID()).isEqualTo("<mine@example.org>"));
	}

	@Test
	void severalMessagesAreAllSent() {
		this.sender.send(IntStream.range(0, 250).mapToObj((i) -> simple("No. " + i)).toArray(SimpleMailMessage[]::new));
		assertThat(this.server.messages()).hasSize(250);
	}

	@Test
	void failuresNameTheMessagesThatFailed() {
		this.server.fault(At.RCPT.of("nobody@example.org"), Fault.reply("550 5.1.1 No such user"));
		SimpleMailMessage good = simple("good");
		SimpleMailMessage bad = simple("bad");
		bad.setTo("nobody@example.org");
		bad.setCc(new String[0]);
		bad.setBcc(new String[0]);
		MailSendException failure = catchThrowableOfType(MailSendException.class,
				() -> this.sender.send(good, bad, simple("good too")));
		assertThat(failure.getFailedMessages()).containsOnlyKeys(bad);
		assertThat(failure.getFailedMessages().get(bad)).isInstanceOf(SmtpFailedRecipientException.class);
		assertThat(this.server.messages()).hasSize(2);
	}

	@Test
	void failureOfOneMessageIsInTheMapAsWell() {
		this.server.close();
		SimpleMailMessage message = simple("Hello");
		MailSendException failure = catchThrowableOfType(MailSendException.class, () -> this.sender.send(message));
		assertThat(failure.getFailedMessages()).containsOnlyKeys(message);
		assertThat(failure.getMessageExceptions()).singleElement().isInstanceOf(SmtpException.class);
	}

	@Test
	void refusedLoginIsAnAuthenticationFailure() {
		try (SmtpTestServer demanding = SmtpTestServer.builder().auth("ann", "secret").allowClearTextAuth().start();
				SmtpClient wrong = SmtpClient.builder()
					.host(demanding.host())
					.port(demanding.port())
					.tls(TlsMode.NONE)
					.credentials("ann", "wrong")
					.build()) {
			assertThatExceptionOfType(MailAuthenticationException.class)
				.isThrownBy(() -> new SmtpJavaMailSender(wrong, null).send(simple("Hello")))
				.withMessageNotContaining("wrong");
		}
	}

	@Test
	void addressThatCannotBeReadIsAParseFailure() {
		SimpleMailMessage message = simple("Hello");
		message.setTo("ann@@example..org, <");
		assertThatExceptionOfType(MailParseException.class).isThrownBy(() -> this.sender.send(message));
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void preparatorThatFailsIsAPreparationFailure() {
		MimeMessagePreparator failing = (mime) -> {
			throw new IOException("no template");
		};
		assertThatExceptionOfType(MailPreparationException.class).isThrownBy(() -> this.sender.send(failing));
	}

	@Test
	void messageWithoutRecipientsFailsAlone() {
		SimpleMailMessage lonely = new SimpleMailMessage();
		lonely.setText("Hello");
		MailSendException failure = catchThrowableOfType(MailSendException.class,
				() -> this.sender.send(lonely, simple("good")));
		assertThat(failure.getFailedMessages()).containsOnlyKeys(lonely);
		assertThat(this.server.messages()).hasSize(1);
	}

	private MimeMessage received() {
		try {
			return new MimeMessage(null, new ByteArrayInputStream(this.server.takeMessage().content()));
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private ApplicationContextRunner enabled() {
		return this.runner.withPropertyValues("mail.smtp.java-mail-sender.enabled=true");
	}

	private static SimpleMailMessage simple(String subject) {
		SimpleMailMessage message = new SimpleMailMessage();
		message.setFrom("ann@example.org");
		message.setTo("ben@example.org");
		message.setCc("cid@example.org");
		message.setBcc("dot@example.org");
		message.setSubject(subject);
		message.setText("Hello");
		return message;
	}

}
