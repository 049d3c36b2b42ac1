package io.sendasync.mail;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpEventListener;
import io.sendasync.mail.delivery.SmtpStatusCode;
import io.sendasync.mail.delivery.SmtpTlsException;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.SmtpTestServerBuilder;
import io.sendasync.mail.testserver.TestCertificates;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What listeners hear, on which threads, and that it does no harm whatever they do.
 */
class SmtpEventListenerTest {

	private final EventPairs events = new EventPairs();

	private SmtpTestServer server = SmtpTestServer.builder().start();

	@AfterEach
	void close() {
		this.events.assertAllEnded();
		this.server.close();
	}

	private void serve(SmtpTestServerBuilder builder) {
		this.server.close();
		this.server = builder.start();
	}

	private SmtpClient.Builder client() {
		return SmtpClient.builder()
			.host("localhost")
			.port(this.server.port())
			.sslContext(this.server.certificates().clientSslContext())
			.maxConnections(1)
			.eventListener(this.events);
	}

	private static MailMessage message() {
		return ContractSupport.message("ann@contoso.com");
	}

	private <E extends SmtpEvent> List<E> heard(Class<E> type) {
		return this.events.all().stream().filter(type::isInstance).map(type::cast).toList();
	}

	private <E extends SmtpEvent> E only(Class<E> type) {
		assertThat(heard(type)).hasSize(1);
		return heard(type).get(0);
	}

	@Test
	void oneSendIsToldFromItsBeginningToItsEnd() {
		serve(SmtpTestServer.builder().tls(ServerTls.STARTTLS).auth("jane", "secret-4711"));
		SendOperation operation;
		try (SmtpClient client = client().credentials("jane", "secret-4711").build()) {
			operation = client.sendAsync(message());
			operation.join();
		}
		assertThat(this.events.all().stream().map((event) -> event.getClass().getSimpleName()).distinct())
			.containsSubsequence("Queued", "Dequeued", "ConnectStart", "SecureStart", "Secured", "AuthenticateStart",
					"Authenticated", "Connected", "TransactionStart", "FlightSent", "FlightReplied", "Committed",
					"TransactionEnd", "Completed", "ConnectionClosed", "LaneClosed");
		assertThat(only(SmtpEvent.Secured.class).protocol()).isEqualTo("TLSv1.3");
		assertThat(only(SmtpEvent.Secured.class).cipher()).startsWith("TLS_");
		assertThat(only(SmtpEvent.Authenticated.class).mechanism()).isEqualTo("PLAIN");
		assertThat(only(SmtpEvent.Connected.class).host()).isEqualTo("localhost");
		assertThat(only(SmtpEvent.Connected.class).port()).isEqualTo(this.server.port());
		assertThat(only(SmtpEvent.Connected.class).took()).isGreaterThan(only(SmtpEvent.Secured.class).took());
		assertThat(only(SmtpEvent.Completed.class)).satisfies((completed) -> {
			assertThat(completed.operationId()).isEqualTo(operation.id());
			assertThat(completed.status()).isEqualTo(SendStatus.COMPLETED);
			assertThat(completed.reply()).isEqualTo(new SmtpStatusCode(250));
			assertThat(completed.sending()).isPositive();
			assertThat(completed.failure()).isNull();
		});
		assertThat(only(SmtpEvent.ConnectionClosed.class).reason()).isEqualTo(SmtpEvent.CloseReason.NOT_NEEDED);
		assertThat(only(SmtpEvent.ConnectionClosed.class).transactions()).isEqualTo(1);
		// The envelope, and the content.
		assertThat(heard(SmtpEvent.FlightReplied.class)).extracting(SmtpEvent.FlightReplied::replies)
			.containsExactly(3, 1);
	}

	@Test
	void chainedMessagesShareAFlight() {
		Hold hold = this.server.hold(At.DATA);
		try (SmtpClient client = client().build()) {
			SendOperation first = client.sendAsync(message());
			Awaitility.await().until(() -> hold.arrivals() > 0);
			SendOperation second = client.sendAsync(message());
			hold.release();
			first.join();
			second.join();
		}
		assertThat(heard(SmtpEvent.TransactionStart.class)).extracting(SmtpEvent.TransactionStart::reused)
			.containsExactly(false, true);
		assertThat(heard(SmtpEvent.TransactionStart.class)).extracting(SmtpEvent.TransactionStart::chained)
			.containsExactly(false, true);
		// MAIL RCPT DATA; content RSET MAIL RCPT DATA; content.
		assertThat(heard(SmtpEvent.FlightReplied.class)).extracting(SmtpEvent.FlightReplied::replies)
			.containsExactly(3, 5, 1);
	}

	@Test
	void queuedIsToldOnTheCallersThreadAndCompletedBeforeTheFuture() {
		Map<String, Thread> threads = new ConcurrentHashMap<>();
		AtomicReference<SendOperation> operation = new AtomicReference<>();
		List<Boolean> done = Collections.synchronizedList(new ArrayList<>());
		Hold hold = this.server.hold(At.CONNECT);
		try (SmtpClient client = client().eventListener(new SmtpEventListener() {
			@Override
			public void queued(SmtpEvent.Queued event) {
				threads.put("queued", Thread.currentThread());
			}

			@Override
			public void connected(SmtpEvent.Connected event) {
				threads.put("connected", Thread.currentThread());
			}

			@Override
			public void completed(SmtpEvent.Completed event) {
				done.add(operation.get().isDone());
			}
		}).build()) {
			operation.set(client.sendAsync(message()));
			hold.release();
			operation.get().join();
		}
		assertThat(threads.get("queued")).isSameAs(Thread.currentThread());
		assertThat(threads.get("connected").getName()).startsWith("smtp-lane-");
		assertThat(done).containsExactly(false);
	}

	@Test
	void cancelledInTheQueueIsNotTaken() {
		Hold hold = this.server.hold(At.MAIL);
		try (SmtpClient client = client().build()) {
			SendOperation first = client.sendAsync(message());
			Awaitility.await().until(() -> hold.arrivals() > 0);
			SendOperation second = client.sendAsync(message());
			assertThat(second.cancel(true)).isTrue();
			hold.release();
			first.join();
			assertThat(heard(SmtpEvent.Dequeued.class)).filteredOn((event) -> !event.taken())
				.singleElement()
				.satisfies((event) -> assertThat(event.operationId()).isEqualTo(second.id()));
			assertThat(heard(SmtpEvent.Completed.class)).filteredOn((event) -> event.operationId().equals(second.id()))
				.singleElement()
				.satisfies((event) -> assertThat(event.status()).isEqualTo(SendStatus.CANCELLED));
		}
	}

	@Test
	void refusedLoginTellsTypeAndCodeAndNothingElse() {
		serve(SmtpTestServer.builder().tls(ServerTls.STARTTLS).auth("jane", "right-4711"));
		try (SmtpClient client = client().credentials("jane", "wrong-4711").build()) {
			assertThatExceptionOfType(SmtpAuthenticationException.class).isThrownBy(() -> client.send(message()));
		}
		SmtpEvent.Failure expected = new SmtpEvent.Failure("SmtpAuthenticationException", new SmtpStatusCode(535),
				false);
		assertThat(only(SmtpEvent.AuthenticateFailed.class).failure()).isEqualTo(expected);
		assertThat(only(SmtpEvent.ConnectFailed.class).failure()).isEqualTo(expected);
		assertThat(only(SmtpEvent.Completed.class).failure()).isEqualTo(expected);
		assertThat(this.events.all().toString()).doesNotContain("jane", "4711", "contoso", "Hello");
	}

	@Test
	void failedHandshakeIsTold() {
		serve(SmtpTestServer.builder().tls(ServerTls.STARTTLS));
		try (SmtpClient client = client().host("127.0.0.1")
			.sslContext(TestCertificates.forHosts("else.example").clientSslContext())
			.build()) {
			assertThatExceptionOfType(SmtpTlsException.class).isThrownBy(() -> client.send(message()));
		}
		assertThat(only(SmtpEvent.SecureFailed.class).failure().type()).isEqualTo("SmtpTlsException");
		assertThat(heard(SmtpEvent.Connected.class)).isEmpty();
	}

	@Test
	void staleConnectionIsToldAsSuch() {
		try (SmtpClient client = client().build()) {
			client.send(message());
			this.server.fault(At.IDLE, Fault.close());
			// Longer than what is used again without a look.
			Awaitility.await().pollDelay(Duration.ofMillis(1200)).until(() -> this.server.openConnections() == 0);
			client.send(message());
		}
		assertThat(heard(SmtpEvent.ConnectionClosed.class)).extracting(SmtpEvent.ConnectionClosed::reason)
			.containsExactly(SmtpEvent.CloseReason.STALE, SmtpEvent.CloseReason.NOT_NEEDED);
	}

	@Test
	void connectionThatBreaksBeforeTheMessageIsReplaced() {
		try (SmtpClient client = client().build()) {
			client.send(message());
			this.server.fault(At.MAIL, Fault.reset());
			client.send(message());
		}
		assertThat(only(SmtpEvent.Replaced.class).connection())
			.isEqualTo(heard(SmtpEvent.Connected.class).get(0).connection());
		assertThat(heard(SmtpEvent.ConnectionClosed.class)).extracting(SmtpEvent.ConnectionClosed::reason)
			.containsExactly(SmtpEvent.CloseReason.BROKEN, SmtpEvent.CloseReason.NOT_NEEDED);
		assertThat(heard(SmtpEvent.FlightFailed.class)).hasSize(1);
		assertThat(heard(SmtpEvent.Completed.class)).hasSize(2);
	}

	@Test
	void furtherAttemptIsTold() {
		this.server.fault(At.MAIL, Fault.reply("451 4.3.0 later"));
		try (SmtpClient client = client().retries(RetryPolicy.of(2, Duration.ofMillis(20))).build()) {
			client.send(message());
		}
		assertThat(only(SmtpEvent.Retried.class)).satisfies((retried) -> {
			assertThat(retried.attempt()).isEqualTo(1);
			assertThat(retried.delay()).isEqualTo(Duration.ofMillis(20));
			assertThat(retried.failure().statusCode()).isEqualTo(new SmtpStatusCode(451));
			assertThat(retried.failure().isTransient()).isTrue();
		});
		assertThat(heard(SmtpEvent.Dequeued.class)).hasSize(1);
	}

	@Test
	void listenersAreToldInTheirOrderAndOneThatThrowsHarmsNothing() {
		List<String> order = Collections.synchronizedList(new ArrayList<>());
		AtomicInteger thrown = new AtomicInteger();
		SmtpEventListener first = new Throwing(thrown) {
			@Override
			public void queued(SmtpEvent.Queued event) {
				order.add("first");
				super.queued(event);
			}
		};
		try (SmtpClient client = client().eventListener(first).eventListener(new SmtpEventListener() {
			@Override
			public void queued(SmtpEvent.Queued event) {
				order.add("second");
			}
		}).build()) {
			client.send(message());
		}
		assertThat(order).containsExactly("first", "second");
		assertThat(thrown).hasValue(4);
		assertThat(this.server.messages()).hasSize(1);
	}

	/**
	 * The client's locks are free during each call: another thread can take them.
	 */
	@Test
	void noLockIsHeldDuringACall() {
		AtomicReference<SmtpClient> reference = new AtomicReference<>();
		List<Throwable> stuck = Collections.synchronizedList(new ArrayList<>());
		SmtpEventListener asking = (SmtpEventListener) Proxy.newProxyInstance(SmtpEventListener.class.getClassLoader(),
				new Class<?>[] { SmtpEventListener.class }, (proxy, method, arguments) -> {
					if (method.getDeclaringClass() == Object.class) {
						return method.getName().equals("hashCode") ? 1 : proxy == arguments[0];
					}
					try {
						CompletableFuture.supplyAsync(() -> reference.get().statistics()).get(20, TimeUnit.SECONDS);
					}
					catch (Exception ex) {
						stuck.add(ex);
					}
					return null;
				});
		reference.set(client().eventListener(asking).build());
		try (SmtpClient client = reference.get()) {
			client.send(message());
			client.send(message());
		}
		assertThat(stuck).isEmpty();
	}

	@Test
	void listenerIsNeverNull() {
		assertThatNullPointerException().isThrownBy(() -> SmtpClient.builder().eventListener(null))
			.withMessageContaining("listener");
	}

	@Test
	void messageThatCannotBeRenderedBeginsAndEnds() {
		try (SmtpClient client = client().build()) {
			MailMessage unusable = message().toBuilder().attachment(Attachment.of(Path.of("no-such-file.pdf"))).build();
			assertThat(catchThrowableOfType(RuntimeException.class, () -> client.send(unusable))).isNotNull();
		}
		assertThat(only(SmtpEvent.Dequeued.class).taken()).isFalse();
		assertThat(only(SmtpEvent.Completed.class).status()).isEqualTo(SendStatus.FAILED);
		assertThat(heard(SmtpEvent.LaneOpened.class)).isEmpty();
	}

	/**
	 * Throws whatever can be thrown.
	 */
	private static class Throwing implements SmtpEventListener {

		private final AtomicInteger thrown;

		Throwing(AtomicInteger thrown) {
			this.thrown = thrown;
		}

		@Override
		public void queued(SmtpEvent.Queued event) {
			this.thrown.incrementAndGet();
			throw new IllegalStateException("queued");
		}

		@Override
		public void connected(SmtpEvent.Connected event) {
			this.thrown.incrementAndGet();
			throw new OutOfMemoryError("connected");
		}

		@Override
		public void committed(SmtpEvent.Committed event) {
			this.thrown.incrementAndGet();
			throw new LinkageError("committed");
		}

		@Override
		public void completed(SmtpEvent.Completed event) {
			this.thrown.incrementAndGet();
			throw new StackOverflowError("completed");
		}

	}

}
