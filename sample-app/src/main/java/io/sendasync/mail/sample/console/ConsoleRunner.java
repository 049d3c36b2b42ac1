package io.sendasync.mail.sample.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.List;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.sample.server.MailServer;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Runs the example in the terminal that the application was started from. What it comes
 * to is the exit code of the process.
 */
@Component
@Profile("console")
class ConsoleRunner implements CommandLineRunner, ExitCodeGenerator {

	private final SmtpClient client;

	private final MailServer mailServer;

	private final MailAddress from;

	private final MailAddress to;

	private volatile int exitCode;

	ConsoleRunner(SmtpClient client, MailServer mailServer, @Value("${sample.console.from}") String from,
			@Value("${sample.console.to}") String to) {
		this.client = client;
		this.mailServer = mailServer;
		this.from = MailAddress.parse(from);
		this.to = MailAddress.parse(to);
	}

	@Override
	public void run(String... args) throws IOException {
		if (!this.mailServer.notAllowed(List.of(this.to)).isEmpty()) {
			System.err.println("Set SAMPLE_CONSOLE_TO and SAMPLE_ALLOWED_RECIPIENTS to an address of yours: mail to "
					+ this.to + " would leave this machine.");
			this.exitCode = ConsoleExample.FAILED;
			return;
		}
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
		this.exitCode = new ConsoleExample(this.client, in, System.out).run(this.from, this.to);
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

}
