package io.sendasync.mail;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What surrounds the callbacks of a send.
 */
class CallbackDecoratorTest {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final ThreadLocal<String> CONTEXT = ThreadLocal.withInitial(() -> "none");

	private final SmtpTestServer server = SmtpTestServer.start();

	@AfterEach
	void close() {
		CONTEXT.remove();
		this.server.close();
	}

	@Test
	void contextOfTheCallIsThereForListenersAndStagesOfThatSendOnly() throws Exception {
		List<String> listened = new CopyOnWriteArrayList<>();
		Hold hold = this.server.hold(At.END_OF_DATA);
		try (SmtpClient client = client(CallbackDecoratorTest::capturing,
				(completed) -> listened.add(completed.userToken() + "=" + CONTEXT.get()))) {
			CompletableFuture<String> first = staged(client, "first");
			CompletableFuture<String> second = staged(client, "second");
			CONTEXT.set("another");
			hold.awaitReached(PATIENCE);
			hold.release();
			assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("first");
			assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("second");
			assertThat(listened).containsExactlyInAnyOrder("first=first", "second=second");
		}
	}

	@Test
	void contextIsThereForFailuresAndCancellations() throws Exception {
		ConcurrentLinkedQueue<String> listened = new ConcurrentLinkedQueue<>();
		this.server.fault(At.MAIL, Fault.reply("550 no"));
		try (SmtpClient client = client(CallbackDecoratorTest::capturing,
				(completed) -> listened.add(CONTEXT.get() + " " + (completed.cancelled() ? "cancelled" : "failed")))) {
			CONTEXT.set("first");
			SendOperation failed = client.sendAsync(message());
			assertThat(failed.handle((receipt, ex) -> ex).get(30, TimeUnit.SECONDS)).isInstanceOf(SmtpException.class);
			Hold hold = this.server.hold(At.MAIL);
			CONTEXT.set("second");
			SendOperation operation = client.sendAsync(message());
			hold.awaitReached(PATIENCE);
			CONTEXT.set("another");
			assertThat(operation.cancel(false)).isTrue();
			hold.release();
		}
		assertThat(listened).containsExactly("first failed", "second cancelled");
	}

	static List<UnaryOperator<Runnable>> brokenDecorators() {
		return List.of((task) -> {
			throw new IllegalStateException("cannot capture");
		}, (task) -> null, (task) -> () -> {
			throw new IllegalStateException("cannot restore");
		}, (task) -> () -> {
		}, (task) -> () -> {
			task.run();
			task.run();
			throw new IllegalStateException("cannot clean up");
		});
	}

	@ParameterizedTest
	@MethodSource("brokenDecorators")
	void whateverTheDecoratorDoesListenersAndFutureHearOnce(UnaryOperator<Runnable> decorator) throws Exception {
		AtomicInteger heard = new AtomicInteger();
		try (SmtpClient client = client(decorator, (completed) -> heard.incrementAndGet())) {
			assertThat(client.sendAsync(message()).get(30, TimeUnit.SECONDS).acceptedRecipients()).hasSize(1);
		}
		assertThat(heard).hasValue(1);
	}

	private static Runnable capturing(Runnable task) {
		String captured = CONTEXT.get();
		return () -> {
			CONTEXT.set(captured);
			try {
				task.run();
			}
			finally {
				CONTEXT.remove();
			}
		};
	}

	private CompletableFuture<String> staged(SmtpClient client, String token) {
		CONTEXT.set(token);
		return client.sendAsync(message(), token).thenApply((receipt) -> CONTEXT.get());
	}

	private SmtpClient client(UnaryOperator<Runnable> decorator, SendCompletedListener listener) {
		return SmtpClient.builder()
			.host(this.server.host())
			.port(this.server.port())
			.callbackDecorator(decorator)
			.sendCompletedListener(listener)
			.build();
	}

	private static MailMessage message() {
		return MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hi");
	}

}
