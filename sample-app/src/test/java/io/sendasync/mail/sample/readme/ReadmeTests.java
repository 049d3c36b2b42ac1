package io.sendasync.mail.sample.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.SendCompleted;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.sample.readme.Invoices.OrderId;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ReadmeTests {

	private static final Path SOURCE = Path.of("src/test/java/io/sendasync/mail/sample/readme/Invoices.java");

	@Test
	void codeOfTheReadmeIsTheCodeThatIsTestedHere() throws IOException {
		String readme = Files.readString(Path.of("../README.md"));
		List<String> tested = Files.readAllLines(SOURCE)
			.stream()
			.dropWhile((line) -> !line.contains("@formatter:off"))
			.skip(1)
			.takeWhile((line) -> !line.contains("@formatter:on"))
			.filter((line) -> !line.isBlank() && !line.contains("heard"))
			.toList();
		assertThat(tested).hasSizeGreaterThan(10);
		assertThat(readme.lines()).containsSubsequence(tested);
	}

	@Test
	void codeOfTheReadmeSendsAndHears() {
		try (SmtpTestServer server = SmtpTestServer.start()) {
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SmtpClientAutoConfiguration.class))
				.withUserConfiguration(Invoices.class)
				.withPropertyValues("mail.smtp.host=localhost", "mail.smtp.port=" + server.port())
				.run((context) -> {
					Invoices invoices = context.getBean(Invoices.class);
					invoices.send(new OrderId(4711));
					SendCompleted<OrderId> completed = invoices.heard().get(10, TimeUnit.SECONDS);
					assertThat(completed.userToken()).isEqualTo(new OrderId(4711));
					assertThat(completed.succeeded()).isTrue();
					assertThat(server.messages()).hasSize(1);
				});
		}
	}

}
