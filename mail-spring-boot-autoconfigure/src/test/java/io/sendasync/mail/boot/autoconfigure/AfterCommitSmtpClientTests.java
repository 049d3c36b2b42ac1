package io.sendasync.mail.boot.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.AfterCommitSmtpClient;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.mailbox.Mailbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link AfterCommitSmtpClient} and its auto-configuration.
 */
class AfterCommitSmtpClientTests {

	private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hi");

	private final SmtpTestServer server = SmtpTestServer.start();

	private final Mailbox mailbox = Mailbox.of(this.server);

	private final SmtpClient smtpClient = SmtpClient.builder()
		.host(this.server.host())
		.port(this.server.port())
		.build();

	private final AfterCommitSmtpClient client = new AfterCommitSmtpClient(this.smtpClient);

	private final TestTransactionManager manager = new TestTransactionManager();

	private final TransactionTemplate transaction = new TransactionTemplate(this.manager);

	private final TransactionTemplate nested = new TransactionTemplate(this.manager);

	private final AtomicReference<CompletableFuture<SendReceipt>> future = new AtomicReference<>();

	AfterCommitSmtpClientTests() {
		this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
	}

	@AfterEach
	void close() {
		this.smtpClient.close();
		this.server.close();
	}

	@Test
	void messageIsSentAfterTheCommitAndNotBefore() throws Exception {
		this.transaction.executeWithoutResult((status) -> {
			send();
			assertThat(this.smtpClient.statistics().submitted()).isZero();
			assertThat(this.future.get()).isNotDone();
		});
		assertThat(receipt().acceptedRecipients()).hasSize(1);
		assertThat(this.mailbox).received().to("ben@example.org").once();
	}

	@Test
	void nothingIsSentAfterARollback() {
		this.transaction.executeWithoutResult((status) -> {
			send();
			status.setRollbackOnly();
		});
		assertWithdrawn();
	}

	@Test
	void nothingIsSentIfNobodyKnowsWhetherItWasCommitted() {
		this.manager.failCommits();
		assertThatExceptionOfType(TransactionSystemException.class)
			.isThrownBy(() -> this.transaction.executeWithoutResult((status) -> send()));
		assertWithdrawn();
	}

	@Test
	void nothingIsSentAfterARollbackToASavepointBeforeTheCall() {
		this.transaction.executeWithoutResult((status) -> this.nested.executeWithoutResult((inner) -> {
			send();
			inner.setRollbackOnly();
		}));
		assertWithdrawn();
	}

	@Test
	void messageIsSentAfterARollbackToASavepointBehindTheCall() throws Exception {
		this.transaction.executeWithoutResult((status) -> {
			send();
			this.nested.executeWithoutResult(TransactionExecution::setRollbackOnly);
		});
		assertThat(receipt().acceptedRecipients()).hasSize(1);
	}

	@Test
	void messageIsSentAtOnceWithoutATransaction() throws Exception {
		send();
		assertThat(receipt().acceptedRecipients()).hasSize(1);
	}

	@Test
	void failureOfAnotherSynchronizationDoesNotKeepCommittedMailBack() throws Exception {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
				TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
					@Override
					public void afterCommit() {
						throw new IllegalStateException("another one");
					}
				});
				send();
			}));
		assertThat(receipt().acceptedRecipients()).hasSize(1);
	}

	@Test
	void refusalAfterTheCommitFailsTheFutureAndNotTheCaller() {
		this.transaction.executeWithoutResult((status) -> this.future
			.set(this.client.sendAsync(MailMessage.builder().from("ann@example.org").text("Hi").build())));
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(this::receipt)
			.withCauseInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void cancelBeforeTheCommitKeepsTheMessageBack() {
		this.transaction.executeWithoutResult((status) -> {
			send();
			assertThat(this.future.get().cancel(false)).isTrue();
		});
		assertWithdrawn();
	}

	@Test
	void cancelAfterTheCommitCancelsTheOperation() {
		Hold hold = this.server.hold(At.MAIL);
		this.transaction.executeWithoutResult((status) -> send());
		assertThat(this.future.get().cancel(false)).isTrue();
		hold.release();
		assertThat(this.future.get()).isCancelled();
		assertThat(this.smtpClient.statistics().cancelled()).isOne();
		assertThat(this.mailbox).isEmpty();
	}

	@Test
	void cancelAfterTheServerAcceptedDoesNothing() throws Exception {
		this.transaction.executeWithoutResult((status) -> send());
		SendReceipt receipt = receipt();
		assertThat(this.future.get().cancel(false)).isFalse();
		assertThat(this.future.get()).isCompletedWithValue(receipt);
	}

	@Test
	void nullIsRefusedAtOnce() {
		assertThatNullPointerException().isThrownBy(() -> this.client.sendAsync(null));
	}

	@Test
	void beanIsThereWithTransactionsOnly() {
		ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
				AutoConfigurations.of(SmtpClientAutoConfiguration.class, AfterCommitSmtpClientAutoConfiguration.class));
		runner.run((context) -> assertThat(context).hasSingleBean(AfterCommitSmtpClient.class));
		runner.withClassLoader(new FilteredClassLoader(TransactionSynchronizationManager.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AfterCommitSmtpClient.class));
		runner.withBean("own", AfterCommitSmtpClient.class, () -> this.client)
			.run((context) -> assertThat(context).hasSingleBean(AfterCommitSmtpClient.class).hasBean("own"));
	}

	private void send() {
		this.future.set(this.client.sendAsync(MESSAGE, "token"));
	}

	private SendReceipt receipt() throws Exception {
		return this.future.get().get(30, TimeUnit.SECONDS);
	}

	private void assertWithdrawn() {
		assertThat(this.future.get()).isCancelled();
		assertThat(this.smtpClient.statistics().submitted()).isZero();
		assertThat(this.mailbox).isEmpty();
	}

}
