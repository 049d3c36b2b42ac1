package io.sendasync.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.sendasync.mail.delivery.DkimSigner;
import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpDeliveryFormat;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpQueueFullException;
import io.sendasync.mail.internal.send.DeferredTask;
import io.sendasync.mail.internal.send.Send;
import io.sendasync.mail.internal.send.SendEngine;
import io.sendasync.mail.internal.send.SendResult;
import io.sendasync.mail.internal.send.Totals;
import io.sendasync.mail.internal.smtp.Mail;
import io.sendasync.mail.internal.smtp.MailContent;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client: checks what it is asked for, and leaves the rest to the engine.
 */
final class DefaultSmtpClient implements SmtpClient {

	private static final Logger logger = LoggerFactory.getLogger(DefaultSmtpClient.class);

	// More than the engine takes beyond the drain timeout.
	private static final Duration CLOSING = Duration.ofSeconds(6);

	// Operation ids: one random prefix for each process, so that they stay unique in logs
	// that are put together.
	private static final String ID_PREFIX = UUID.randomUUID().toString().substring(0, 8) + "-";

	private static final AtomicLong ids = new AtomicLong();

	private final Destination destination;

	private final @Nullable MailAddress defaultFrom;

	private final RecipientPolicy policy;

	private final SmtpDeliveryFormat deliveryFormat;

	private final List<DkimSigner> dkimSigners;

	private final Duration timeout;

	private final Duration drainTimeout;

	private final boolean exclusive;

	private final AtomicBoolean busy = new AtomicBoolean();

	private final AtomicBoolean closing = new AtomicBoolean();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final List<SendCompletedListener> listeners;

	private final @Nullable UnaryOperator<Runnable> callbackDecorator;

	private final Parts parts;

	private final SendEngine engine;

	DefaultSmtpClient(Builder builder) {
		this.destination = Destination.of(builder);
		this.defaultFrom = builder.from;
		this.policy = builder.recipientPolicy;
		this.deliveryFormat = builder.deliveryFormat;
		this.dkimSigners = List.copyOf(builder.dkimSigners);
		this.timeout = builder.timeout;
		this.drainTimeout = builder.drainTimeout;
		this.exclusive = builder.exclusive;
		this.listeners = new CopyOnWriteArrayList<>(builder.listeners);
		this.callbackDecorator = builder.callbackDecorator;
		this.parts = Parts.create(builder, this.destination);
		this.engine = this.parts.engine();
	}

	@Override
	public SendReceipt send(MailMessage message) {
		return await(message, () -> Outgoing.of(message, this.defaultFrom));
	}

	@Override
	public SendReceipt send(RawMessage message) {
		return await(message, () -> Outgoing.of(message));
	}

	private SendReceipt await(Object message, Supplier<Outgoing> check) {
		SendResult.Waiting result = new SendResult.Waiting(this::leave);
		Send send = begin(message, check, (admitted, outgoing) -> submit(admitted, outgoing, result));
		return result.await(send, this.timeout);
	}

	@Override
	public SendOperation sendAsync(MailMessage message, @Nullable Object userToken) {
		return start(message, () -> Outgoing.of(message, this.defaultFrom),
				(admitted) -> new SendOperation(admitted, message, null, userToken));
	}

	@Override
	public SendOperation sendAsync(RawMessage message, @Nullable Object userToken) {
		return start(message, () -> Outgoing.of(message),
				(admitted) -> new SendOperation(admitted, null, message, userToken));
	}

	private SendOperation start(Object message, Supplier<Outgoing> check, Function<Send, SendOperation> maker) {
		SendOperation[] operation = new SendOperation[1];
		begin(message, check, (admitted, outgoing) -> {
			operation[0] = maker.apply(admitted);
			submit(admitted, outgoing, new SendResult.Async(operation[0], new Notification(operation[0]),
					(this.callbackDecorator != null) ? DeferredTask.decorated(this.callbackDecorator) : null));
		});
		return operation[0];
	}

	/**
	 * The checks that are thrown at the caller, in the order that the contract promises.
	 */
	private Send begin(Object message, Supplier<Outgoing> check, BiConsumer<Send, Outgoing> start) {
		this.engine.requireOpen();
		enter();
		boolean started = false;
		try {
			Objects.requireNonNull(message, "'message' must not be null");
			this.destination.requireUsable();
			Outgoing outgoing = check.get();
			Send admitted = this.engine.admit(ID_PREFIX + ids.incrementAndGet(), outgoing.messageId(),
					outgoing.envelope(), outgoing.priority());
			started = true;
			start.accept(admitted, outgoing);
			return admitted;
		}
		finally {
			if (!started) {
				leave();
			}
		}
	}

	private void enter() {
		if (this.exclusive && !this.busy.compareAndSet(false, true)) {
			throw new IllegalStateException(
					"A send is in progress, and this client is exclusive: wait for it or cancel it"
							+ " first, or build the client without exclusive(true)");
		}
	}

	private void leave() {
		this.busy.set(false);
	}

	private MailContent content(Outgoing outgoing) {
		return SignedContent.of(outgoing.content(this.deliveryFormat), this.dkimSigners, Clock.systemUTC());
	}

	private void submit(Send send, Outgoing outgoing, SendResult result) {
		Mail mail;
		try {
			mail = new Mail(outgoing.envelope(), content(outgoing), this.policy, outgoing.notifications(),
					outgoing.options());
		}
		catch (RuntimeException ex) {
			this.engine.reject(send, unusable(ex), result);
			return;
		}
		catch (Error ex) {
			this.engine.reject(send, unusable(ex), result);
			throw ex;
		}
		try {
			this.engine.submit(send, mail, result);
		}
		catch (SmtpQueueFullException | IllegalStateException ex) {
			// It was not taken on.
			leave();
			throw ex;
		}
	}

	private static SmtpException unusable(Throwable cause) {
		return new SmtpException("The message cannot be sent: " + cause.getMessage(), SendOutcome.NOT_SENT, null,
				cause);
	}

	@Override
	public void sendAsyncCancel() {
		this.engine.requireNotClosed();
		this.engine.cancelAll();
	}

	@Override
	public void addSendCompletedListener(SendCompletedListener listener) {
		this.listeners.add(Objects.requireNonNull(listener, "'listener' must not be null"));
	}

	@Override
	public void removeSendCompletedListener(SendCompletedListener listener) {
		this.listeners.remove(listener);
	}

	@Override
	public ClientStatistics statistics() {
		Totals totals = this.engine.totals();
		int queued = this.engine.queued();
		return new ClientStatistics(this.engine.lanesOpen(), this.engine.lanesIdle(), queued,
				Math.max(0, this.engine.pending() - queued), totals.submitted(), totals.ended(SendStatus.COMPLETED),
				totals.ended(SendStatus.FAILED), totals.ended(SendStatus.UNKNOWN), totals.ended(SendStatus.CANCELLED));
	}

	@Override
	public CompletableFuture<Void> pause() {
		return this.engine.pause();
	}

	@Override
	public void resume() {
		this.engine.resume();
	}

	@Override
	public CompletableFuture<Void> checkConnection(Duration timeout) {
		Check.positive("timeout", timeout);
		this.engine.requireOpen();
		if (this.destination instanceof Destination.Target target) {
			// A directory is looked at by a lane: that may take time.
			target.requireUsable();
		}
		return this.engine.checkConnection(timeout);
	}

	@Override
	public void retireConnections() {
		this.engine.retireConnections();
	}

	@Override
	public void close() {
		if (this.closing.compareAndSet(false, true)) {
			this.engine.close(this.drainTimeout);
			this.parts.watchdog().close();
			this.closed.countDown();
			return;
		}
		try {
			// Somebody else is closing: who calls close() may rely on what it promises.
			if (!this.closed.await(this.drainTimeout.plus(CLOSING).toMillis(), TimeUnit.MILLISECONDS)) {
				logger.debug("Another thread is still closing this client");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public String toString() {
		return "SmtpClient[" + this.destination + "]";
	}

	/**
	 * Tells the listeners of one operation's end.
	 */
	private final class Notification implements SendResult.Observer {

		private final SendOperation operation;

		Notification(SendOperation operation) {
			this.operation = operation;
		}

		@Override
		public void settled() {
			leave();
		}

		@Override
		public void completed(boolean cancelled, @Nullable SmtpException failure, @Nullable SendReceipt receipt) {
			SendCompleted<?> event = new SendCompleted<>(DefaultSmtpClient.this, this.operation,
					this.operation.userToken(), cancelled, failure, receipt);
			for (SendCompletedListener listener : DefaultSmtpClient.this.listeners) {
				notify(listener, event);
			}
		}

		private void notify(SendCompletedListener listener, SendCompleted<?> event) {
			try {
				listener.sendCompleted(event);
			}
			catch (RuntimeException | LinkageError | AssertionError | StackOverflowError ex) {
				logger.warn("The listener {} failed on the end of send {}, which stands", listener.getClass().getName(),
						this.operation.id(), ex);
			}
		}

	}

}
