package com.example.demo;

import com.example.demo.Invoices.OrderId;
import io.sendasync.mail.boot.test.autoconfigure.AutoConfigureTestSmtp;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.mailbox.Mailbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest
@AutoConfigureTestSmtp
@ExtendWith(OutputCaptureExtension.class)
class InvoicesTests {

	@Autowired
	private Invoices invoices;

	@Autowired
	private Mailbox mailbox;

	@Autowired
	private SmtpTestServer server;

	@Test
	void invoiceIsSent(CapturedOutput log) {
		this.invoices.send(new OrderId("4711"));
		assertThat(this.mailbox).received().to("ben@contoso.com").withSubject("Your invoice").once();
		await().untilAsserted(() -> assertThat(log).contains("OrderId[number=4711] was accepted"));
	}

	@Test
	void refusedRecipientIsReported(CapturedOutput log) {
		this.server.fault(At.RCPT.of("ben@contoso.com"), Fault.reply("550 5.1.1 no such user"));
		this.invoices.send(new OrderId("4712"));
		await().untilAsserted(() -> assertThat(log).contains("OrderId[number=4712] was not sent"));
		assertThat(this.mailbox).isEmpty();
	}

}
