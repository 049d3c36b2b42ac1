package io.sendasync.mail.sample;

import java.net.http.HttpResponse;
import java.util.List;

import com.jayway.jsonpath.DocumentContext;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.message.MailMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application serves of a mail, sent by the client itself.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class MailViewApiTests {

	@Autowired
	private SmtpClient client;

	@LocalServerPort
	private int port;

	private Api api;

	@BeforeEach
	void connect() {
		this.api = new Api(this.port);
	}

	@Test
	void detailHasTheDecodedFieldsAndFiles() {
		DocumentContext mail = this.api.get(sent(ExampleMails.rich(ExampleMails.JAPANESE)));
		assertThat(mail.<String>read("$.subject")).isEqualTo(ExampleMails.JAPANESE);
		assertThat(mail.<List<String>>read("$.to")).containsExactly("ben@contoso.com", "lisa@contoso.com");
		assertThat(mail.<List<String>>read("$.cc")).containsExactly("team@contoso.com");
		assertThat(mail.<String>read("$.priority")).isEqualTo("high");
		assertThat(mail.<String>read("$.text").strip()).isEqualTo("The plain text.");
		assertThat(mail.<Boolean>read("$.html")).isTrue();
		assertThat(mail.<List<String>>read("$.attachments[*].name")).containsExactly("report.csv");
	}

	@Test
	void documentHasItsImageInItAndMayDoNothing() {
		HttpResponse<String> html = serve(sent(ExampleMails.rich("image")) + "/html");
		assertThat(html.body()).contains("src=\"data:image/png;base64,", "Größe").doesNotContain("cid:");
		assertThat(header(html, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
		assertMayDoNothing(html);
	}

	@Test
	void fileIsADownloadOfNoParticularTypeUnderAHarmlessName() {
		String path = sent(ExampleMails.hostile("http://localhost:1/"));
		int part = this.api.get(path).read("$.attachments[0].part");
		HttpResponse<String> file = serve(path + "/parts/" + part);
		assertThat(header(file, "Content-Type")).isEqualTo("application/octet-stream");
		assertThat(header(file, "Content-Disposition")).startsWith("attachment;").doesNotContain("<", ">");
		assertThat(file.body()).startsWith("<script>");
		assertMayDoNothing(file);
	}

	@Test
	void sourceIsPlainText() {
		HttpResponse<String> source = serve(sent(ExampleMails.rich("source")) + "/source");
		assertThat(source.body()).contains("Subject: source\r\n", "multipart/related");
		assertThat(header(source, "Content-Type")).isEqualTo("text/plain;charset=UTF-8");
		assertMayDoNothing(source);
	}

	@Test
	void invitationIsShownAsSuch() {
		DocumentContext mail = this.api.get(sent(ExampleMails.invitation("invited")));
		assertThat(mail.<String>read("$.invitation.method")).isEqualTo("REQUEST");
		assertThat(mail.<String>read("$.invitation.summary")).isEqualTo("Planning, part 2");
		assertThat(mail.<String>read("$.invitation.start")).isEqualTo("2026-12-01 10:00 (Europe/Berlin)");
		assertThat(mail.<List<Object>>read("$.attachments")).isEmpty();
	}

	@Test
	void whatIsNotThereIsNotFound() {
		String path = sent(MailMessage.of("jane@contoso.com", "ben@contoso.com", "plain", "text"));
		for (String missing : List.of("api/inbox/999999", "api/inbox/x", path + "/html", path + "/parts/0")) {
			assertThat(this.api.call("GET", missing, "").statusCode()).as(missing).isEqualTo(404);
		}
	}

	private String sent(MailMessage message) {
		this.client.send(message);
		List<Integer> ids = this.api.get("api/inbox").read("$.mails[*].id");
		return "api/inbox/" + ids.get(ids.size() - 1);
	}

	private HttpResponse<String> serve(String path) {
		HttpResponse<String> response = this.api.call("GET", path, "");
		assertThat(response.statusCode()).isEqualTo(200);
		return response;
	}

	private static void assertMayDoNothing(HttpResponse<String> response) {
		assertThat(response.headers().allValues("Content-Security-Policy")).singleElement()
			.asString()
			.contains("sandbox;", "default-src 'none'")
			.doesNotContain("allow-", "script-src", "'self';");
		assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
	}

	private static String header(HttpResponse<?> response, String name) {
		return response.headers().firstValue(name).orElseThrow();
	}

}
