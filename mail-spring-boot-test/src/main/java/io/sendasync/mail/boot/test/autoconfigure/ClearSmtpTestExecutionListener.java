package io.sendasync.mail.boot.test.autoconfigure;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.testserver.SmtpTestServer;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Clears the server after each test method, if the test has one and has used its context.
 * What is sent while the application starts is there for the first test method. What is
 * still pending is cancelled first: the client would send it over its next connection, to
 * the next test.
 */
final class ClearSmtpTestExecutionListener extends AbstractTestExecutionListener {

	ClearSmtpTestExecutionListener() {
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (testContext.hasApplicationContext()) {
			ApplicationContext context = testContext.getApplicationContext();
			context.getBeanProvider(SmtpTestServer.class).forEach((server) -> clear(server, context));
		}
	}

	private static void clear(SmtpTestServer server, ApplicationContext context) {
		context.getBeanProvider(SmtpClient.class).forEach(ClearSmtpTestExecutionListener::cancel);
		server.clear();
	}

	private static void cancel(SmtpClient client) {
		try {
			client.sendAsyncCancel();
		}
		catch (IllegalStateException ignored) {
			// The test closed it, so nothing is pending.
		}
	}

}
