package io.sendasync.mail.sample;

import java.net.http.HttpResponse;

import com.jayway.jsonpath.DocumentContext;
import io.sendasync.mail.sample.server.EmbeddedServer;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With {@code mail.smtp.host}, the application uses that server, restricts recipients,
 * and says honestly what became of a send when the server misbehaves.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.allowed-recipients=ben@contoso.com")
class ExternalServerTests {

	private static final SmtpTestServer remote = SmtpTestServer.builder().start();

	@Autowired
	private ObjectProvider<EmbeddedServer> embedded;

	@LocalServerPort
	private int port;

	private Api api;

	@DynamicPropertySource
	static void remote(DynamicPropertyRegistry registry) {
		registry.add("mail.smtp.host", remote::host);
		registry.add("mail.smtp.port", remote::port);
	}

	@AfterAll
	static void stopRemote() {
		remote.close();
	}

	@BeforeEach
	void connect() {
		this.api = new Api(this.port);
	}

	@Test
	void embeddedServerIsOffAndTheInboxSaysSo() {
		assertThat(this.embedded.getIfAvailable()).isNull();
		DocumentContext inbox = this.api.get("api/inbox");
		assertThat(inbox.<Boolean>read("$.available")).isFalse();
		assertThat(inbox.<String>read("$.explanation")).contains(remote.host(), "cannot be shown");
		assertThat(this.api.json("PUT", "api/server/slow", "{\"slow\": true}").statusCode()).isEqualTo(409);
	}

	@Test
	void allowedRecipientGetsTheMailFromThatServer() {
		String id = this.api.send("Ben <ben@CONTOSO.com>", "to the outside", "t", "");
		this.api.awaitStatus(id, "completed");
		assertThat(remote.messages()).extracting((message) -> message.header("Subject")).contains("to the outside");
		remote.assertNoViolations();
	}

	@Test
	void otherRecipientIsRefusedWithAdvice() {
		HttpResponse<String> response = this.api.json("POST", "api/sends",
				"{\"from\": \"jane@contoso.com\", \"to\": \"ben@contoso.com, eve@example.org\"}");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.body()).contains("sample.allowed-recipients", "eve@example.org");
	}

	@Test
	void refusedTransactionShowsTheServersWords() {
		remote.fault(At.MAIL, Fault.reply("451 4.3.0 come back later"));
		String id = this.api.send("ben@contoso.com", "s", "t", "");
		assertThat(this.api.awaitStatus(id, "failed").<String>read("$.detail"))
			.isEqualTo("The server refused: 451 4.3.0 come back later");
	}

	@Test
	void cancelIsTooLateOnceTheContentWentOutWhole() {
		Hold hold = remote.hold(At.END_OF_DATA);
		String id = this.api.send("ben@contoso.com", "too late", "t", "");
		assertThat(this.api.awaitStatus(id, "committed").<Boolean>read("$.cancellable")).isFalse();
		DocumentContext cancellation = this.api.cancel(id);
		assertThat(cancellation.<Boolean>read("$.certainlyNotAccepted")).isFalse();
		assertThat(cancellation.<String>read("$.status")).isEqualTo("committed");
		hold.release();
		this.api.awaitStatus(id, "completed");
	}

	@Test
	void lostReplyToTheContentIsUnknown() {
		remote.fault(At.END_OF_DATA, Fault.close());
		String id = this.api.send("ben@contoso.com", "lost", "t", "");
		DocumentContext send = this.api.awaitStatus(id, "unknown");
		assertThat(send.<String>read("$.detail")).contains("may have accepted the message or not");
		assertThat(send.<String>read("$.recipients[0].outcome")).isEqualTo("unknown");
	}

}
