package io.sendasync.mail.sample;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Password, token and content of mail appear nowhere that somebody could look.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.allowed-recipients=ben@contoso.com", "management.endpoints.web.exposure.include=*",
				"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
				"management.endpoint.health.show-details=always", "mail.smtp.tls.mode=starttls",
				"mail.smtp.credentials.username=app", "mail.smtp.credentials.password=" + SecretsTests.PASSWORD,
				"mail.smtp.clients.news.host=localhost", "mail.smtp.clients.news.credentials.username=news",
				"mail.smtp.clients.news.credentials.password=" + SecretsTests.PASSWORD })
class SecretsTests {

	static final String PASSWORD = "pw-5f3a9c1e";

	private static final String TOKEN = "tk-77d0b2e4";

	private static final String BODY = "bd-c0ffee42";

	private static final SmtpTestServer server = SmtpTestServer.builder()
		.tls(ServerTls.STARTTLS)
		.auth("app", PASSWORD)
		.start();

	private final List<String> seen = new ArrayList<>();

	@Autowired
	private SmtpClient client;

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("mail.smtp.host", server::host);
		registry.add("mail.smtp.port", server::port);
		registry.add("mail.smtp.tls.bundle", () -> "test");
		registry.add("spring.ssl.bundle.pem.test.truststore.certificate",
				() -> server.certificates().caCertificatePem());
	}

	@AfterAll
	static void close() {
		server.close();
	}

	@Test
	void markersAppearInNoLogEndpointExceptionAndThreadName() throws Exception {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		Level level = root.getLevel();
		root.addAppender(log);
		root.setLevel(Level.TRACE);
		try {
			sendInManyWays();
			readEndpoints();
		}
		finally {
			root.setLevel(level);
			root.detachAppender(log);
		}
		List.copyOf(log.list).forEach(this::see);
		Thread.getAllStackTraces().keySet().forEach((thread) -> this.seen.add(thread.getName()));
		assertThat(log.list).anyMatch((event) -> event.getLevel() == Level.TRACE);
		assertThat(this.seen)
			.noneMatch((text) -> text.contains(PASSWORD) || text.contains(TOKEN) || text.contains(BODY));
	}

	private void sendInManyWays() {
		this.client.send(message());
		server.fault(At.RCPT, Fault.reply("550 5.1.1 unknown"));
		see(catchThrowableOfType(SmtpException.class, () -> this.client.send(message())));
		server.fault(At.END_OF_DATA, Fault.close());
		see(catchThrowableOfType(SmtpException.class, () -> this.client.send(message())));
		server.dropConnections();
		server.fault(At.AUTH, Fault.reply("535 5.7.8 no").times(3));
		see(catchThrowableOfType(SmtpException.class, () -> this.client.send(message())));
		sendWithToken();
	}

	private void sendWithToken() {
		try (SmtpTestServer other = SmtpTestServer.builder()
			.tls(ServerTls.STARTTLS)
			.auth("app", "other")
			.authMechanisms("XOAUTH2", "OAUTHBEARER")
			.start();
				SmtpClient withToken = SmtpClient.builder()
					.host(other.host())
					.port(other.port())
					.tls(TlsMode.STARTTLS)
					.sslContext(other.certificates().clientSslContext())
					.credentials(SmtpCredentials.bearer("app", TOKEN))
					.build()) {
			SmtpAuthenticationException refused = catchThrowableOfType(SmtpAuthenticationException.class,
					() -> withToken.send(message()));
			assertThat(refused).isNotNull();
			see(refused);
		}
	}

	private void readEndpoints() throws IOException, InterruptedException {
		Matcher links = Pattern.compile("\"href\":\"([^\"{]+)\"").matcher(get("/actuator"));
		int read = 0;
		while (links.find()) {
			String path = URI.create(links.group(1)).getPath();
			// The heap holds what the application holds.
			if (!path.endsWith("/heapdump")) {
				this.seen.add(get(path));
				read++;
			}
		}
		assertThat(read).isGreaterThan(8);
		String environment = get("/actuator/env");
		assertThat(environment).contains("mail.smtp.credentials.password", "mail.smtp.credentials.username");
	}

	private String get(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path)).build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

	private void see(ILoggingEvent event) {
		this.seen.add(event.getFormattedMessage() + event.getThreadName() + event.getKeyValuePairs());
	}

	private void see(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		this.seen.add(text.toString());
	}

	private static MailMessage message() {
		return MailMessage.builder()
			.from("ann@example.org")
			.to("ben@contoso.com")
			.subject(BODY)
			.text(BODY)
			.attachment(Attachment.of("report.txt", BODY.getBytes(UTF_8), "text/plain"))
			.build();
	}

}
