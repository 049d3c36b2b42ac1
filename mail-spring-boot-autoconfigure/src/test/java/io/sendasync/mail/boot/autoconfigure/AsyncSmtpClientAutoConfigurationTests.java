package io.sendasync.mail.boot.autoconfigure;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.AsyncSmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;
import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SmtpFailedRecipientException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.SmtpTestServer;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AsyncSmtpClientAutoConfiguration}.
 */
class AsyncSmtpClientAutoConfigurationTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hello");

	private final SmtpTestServer server = SmtpTestServer.start();

	private final Dispatches dispatches = new Dispatches();

	private ApplicationContextRunner runner;

	private ApplicationContextRunner withTaskExecution;

	@BeforeEach
	void prepare() {
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SmtpClientAutoConfiguration.class, AsyncSmtpClientAutoConfiguration.class))
			.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port());
		this.withTaskExecution = this.runner
			.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.withBean(TaskDecorator.class, () -> this.dispatches);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void sendsOnTheApplicationTaskExecutor() {
		this.withTaskExecution.run((context) -> {
			assertThat(context.getBean(AsyncSmtpClient.class).send(MESSAGE)).succeedsWithin(LIMIT)
				.satisfies((receipt) -> assertThat(receipt.acceptedRecipients()).hasSize(1));
			assertThat(this.dispatches.threads).singleElement().asString().startsWith("task-");
			assertThat(this.server.messages()).hasSize(1);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { AsyncEnabled.class, AsyncEnabledWithClassProxies.class, AsyncEnabledFirst.class,
			AsyncEnabledWithOwnConfigurer.class })
	void dispatchesOnceWhereTheApplicationEnablesAsync(Class<?> configuration) {
		this.withTaskExecution.withUserConfiguration(configuration).run((context) -> {
			assertThat(context.getBean(AsyncSmtpClient.class).send(MESSAGE)).succeedsWithin(LIMIT);
			assertThat(this.dispatches.threads).singleElement().asString().startsWith("task-");
			assertThat(this.server.messages()).hasSize(1);
		});
	}

	@Test
	void doesNotSwitchAsyncOnForOtherBeans() {
		this.withTaskExecution.withBean(OtherBean.class).run((context) -> {
			assertThat(context.getBean(OtherBean.class).threadName()).isCompletedWithValue(threadName());
			assertThat(this.dispatches.threads).isEmpty();
		});
	}

	@Test
	void leavesAsyncOnForOtherBeansWhereTheApplicationEnablesIt() {
		this.withTaskExecution.withUserConfiguration(AsyncEnabled.class)
			.withBean(OtherBean.class)
			.run((context) -> assertThat(context.getBean(OtherBean.class).threadName()).succeedsWithin(LIMIT)
				.asString()
				.startsWith("task-"));
	}

	@Test
	void plainTextSendIsDispatchedOnceAsWell() {
		this.withTaskExecution.run((context) -> {
			assertThat(context.getBean(AsyncSmtpClient.class)
				.send("ann@example.org", "ben@example.org, carl@x.org", "Hello", "Text")).succeedsWithin(LIMIT)
				.satisfies((receipt) -> assertThat(receipt.acceptedRecipients()).hasSize(2));
			assertThat(this.dispatches.threads).hasSize(1);
		});
	}

	@Test
	void messagesOfJakartaMailAndOctetsAreDispatchedOnceAsWell() {
		String text = "From: ann@example.org\r\nTo: ben@example.org\r\nDate: x\r\nMIME-Version: 1.0\r\n\r\nx\r\n";
		byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
		this.withTaskExecution.run((context) -> {
			AsyncSmtpClient client = context.getBean(AsyncSmtpClient.class);
			assertThat(client.send(RawMessage.of(octets))).succeedsWithin(LIMIT);
			assertThat(client.send(new MimeMessage(null, new ByteArrayInputStream(octets)))).succeedsWithin(LIMIT);
			assertThat(this.dispatches.threads).hasSize(2);
			assertThat(this.server.messages()).hasSize(2);
		});
	}

	@Test
	void raisesNoEventUnlikeSendAsync() {
		List<@Nullable Object> tokens = new CopyOnWriteArrayList<>();
		this.withTaskExecution.withInitializer((context) -> context.addApplicationListener((event) -> {
			if (event instanceof SendCompletedEvent<?> completed) {
				tokens.add(completed.userToken());
			}
		})).run((context) -> {
			assertThat(context.getBean(AsyncSmtpClient.class).send(MESSAGE)).succeedsWithin(LIMIT);
			assertThat(context.getBean(SmtpClient.class).sendAsync(MESSAGE, "token")).succeedsWithin(LIMIT);
			assertThat(tokens).containsExactly("token");
		});
	}

	@Test
	void everyMethodIsAsync() {
		assertThat(AsyncSmtpClient.class.getMethods())
			.allSatisfy((method) -> assertThat(method.isAnnotationPresent(Async.class)).isTrue());
	}

	@Test
	void futureFailsWithTheSmtpExceptionItself() {
		this.server.fault(At.RCPT, Fault.reply("550 5.1.1 no such user"));
		this.withTaskExecution.run((context) -> {
			CompletableFuture<SendReceipt> future = context.getBean(AsyncSmtpClient.class).send(MESSAGE);
			assertThat(future.handle((receipt, failure) -> failure)).succeedsWithin(LIMIT)
				.isInstanceOf(SmtpFailedRecipientException.class);
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(future::get)
				.havingCause()
				.isInstanceOf(SmtpFailedRecipientException.class);
		});
	}

	@Test
	void checksOfTheCallFailTheFuture() {
		this.withTaskExecution.withPropertyValues("mail.smtp.host=").run((context) -> {
			AsyncSmtpClient client = context.getBean(AsyncSmtpClient.class);
			assertThat(client.send(MESSAGE).handle((receipt, failure) -> failure)).succeedsWithin(LIMIT)
				.isInstanceOf(IllegalStateException.class)
				.asString()
				.contains("mail.smtp.host");
			assertThat(client.send((MailMessage) null).handle((receipt, failure) -> failure)).succeedsWithin(LIMIT)
				.isInstanceOf(NullPointerException.class);
			assertThat(client.send("no address", "ben@example.org", "", "").handle((receipt, failure) -> failure))
				.succeedsWithin(LIMIT)
				.isInstanceOf(IllegalArgumentException.class);
		});
	}

	@Test
	void messageIsNotSentIfTheFutureIsCancelledBeforeItsTurn() {
		CountDownLatch turn = new CountDownLatch(1);
		this.withTaskExecution
			.withPropertyValues("spring.task.execution.pool.core-size=1", "spring.task.execution.pool.max-size=1")
			.run((context) -> {
				context.getBean("applicationTaskExecutor", Executor.class).execute(() -> awaitQuietly(turn));
				AsyncSmtpClient client = context.getBean(AsyncSmtpClient.class);
				CompletableFuture<SendReceipt> cancelled = client.send(MESSAGE);
				assertThat(cancelled.cancel(false)).isTrue();
				turn.countDown();
				assertThat(client.send(MESSAGE)).succeedsWithin(LIMIT);
				assertThat(this.server.messages()).hasSize(1);
			});
	}

	@Test
	void executorThatRefusesIsThrownAtTheCaller() {
		this.withTaskExecution.run((context) -> {
			context.getBean(ThreadPoolTaskExecutor.class).shutdown();
			assertThatExceptionOfType(RejectedExecutionException.class)
				.isThrownBy(() -> context.getBean(AsyncSmtpClient.class).send(MESSAGE));
		});
	}

	@Test
	void withoutThatExecutorTheOnlyOneIsUsed() {
		this.runner.withBean("own", ThreadPoolTaskExecutor.class, () -> executor("own-"))
			.run((context) -> assertThat(threadOfSend(context.getBean(AsyncSmtpClient.class))).startsWith("own-"));
	}

	@Test
	void amongSeveralTheOneNamedTaskExecutorIsUsed() {
		this.runner.withBean("own", ThreadPoolTaskExecutor.class, () -> executor("own-"))
			.withBean("taskExecutor", ThreadPoolTaskExecutor.class, () -> executor("named-"))
			.run((context) -> assertThat(threadOfSend(context.getBean(AsyncSmtpClient.class))).startsWith("named-"));
	}

	@Test
	void schedulerIsNotUsed() {
		this.runner.withBean("scheduler", ThreadPoolTaskScheduler.class, ThreadPoolTaskScheduler::new)
			.run((context) -> assertThat(threadOfSend(context.getBean(AsyncSmtpClient.class)))
				.startsWith("smtp-async-"));
	}

	@Test
	void withoutAnyExecutorEachSendHasAThreadOfItsOwn() {
		this.runner.run((context) -> assertThat(threadOfSend(context.getBean(AsyncSmtpClient.class)))
			.isEqualTo("smtp-async-1"));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void threadsAreVirtualIfTheApplicationWantsThem() throws Exception {
		this.withTaskExecution.withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
			assertThat(context.getBean(AsyncSmtpClient.class).send(MESSAGE)).succeedsWithin(LIMIT);
			assertThat(this.dispatches.virtual).containsExactly(true);
		});
	}

	@Test
	void nativeImageKnowsTheProxy() {
		RuntimeHints hints = new RuntimeHints();
		new AsyncSmtpClientAutoConfiguration.ProxyHints().registerHints(hints, null);
		this.runner.run((context) -> assertThat(RuntimeHintsPredicates.proxies()
			.forInterfaces(context.getBean(AsyncSmtpClient.class).getClass().getInterfaces())).accepts(hints));
	}

	/**
	 * The stage is added while the server is held back, so that it runs where the future
	 * completes.
	 */
	private String threadOfSend(AsyncSmtpClient client) throws Exception {
		var hold = this.server.hold(At.END_OF_DATA);
		CompletableFuture<String> thread = client.send(MESSAGE).thenApply((receipt) -> threadName());
		hold.awaitReached(LIMIT);
		hold.release();
		return thread.get();
	}

	private static ThreadPoolTaskExecutor executor(String prefix) {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setThreadNamePrefix(prefix);
		return executor;
	}

	private static String threadName() {
		return Thread.currentThread().getName();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Notes each task that the executor is given.
	 */
	static class Dispatches implements TaskDecorator {

		final List<String> threads = new CopyOnWriteArrayList<>();

		final List<Boolean> virtual = new CopyOnWriteArrayList<>();

		@Override
		public Runnable decorate(Runnable task) {
			return () -> {
				this.threads.add(threadName());
				this.virtual.add(isVirtual(Thread.currentThread()));
				task.run();
			};
		}

		private static boolean isVirtual(Thread thread) {
			try {
				return (Boolean) Thread.class.getMethod("isVirtual").invoke(thread);
			}
			catch (ReflectiveOperationException ex) {
				return false;
			}
		}

	}

	static class OtherBean {

		@Async
		CompletableFuture<String> threadName() {
			return CompletableFuture.completedFuture(AsyncSmtpClientAutoConfigurationTests.threadName());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncEnabled {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	static class AsyncEnabledWithClassProxies {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(order = Ordered.HIGHEST_PRECEDENCE)
	static class AsyncEnabledFirst {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncEnabledWithOwnConfigurer {

		@Bean
		AsyncConfigurer asyncConfigurer() {
			return new AsyncConfigurer() {

				@Override
				public Executor getAsyncExecutor() {
					return Runnable::run;
				}

			};
		}

	}

}
