package io.sendasync.mail.boot;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.sendasync.mail.SendOperation;
import io.sendasync.mail.delivery.SendReceipt;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronization;

/**
 * A send that waits for the commit of a transaction.
 *
 * <p>
 * Thread contract: any thread may use the future; the synchronization belongs to the
 * transaction's thread.
 */
final class AfterCommitSend extends CompletableFuture<SendReceipt> {

	private static final Log logger = LogFactory.getLog(AfterCommitSmtpClient.class);

	private final Supplier<SendOperation> start;

	private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);

	// Set on the way from STARTING to STARTED.
	private volatile @Nullable SendOperation operation;

	private enum Stage {

		WAITING, WITHDRAWN, STARTING, STARTED

	}

	AfterCommitSend(Supplier<SendOperation> start) {
		this.start = start;
	}

	TransactionSynchronization synchronization() {
		return new Synchronization();
	}

	/**
	 * Withdraws the message; see {@link SendOperation#cancel}. Does nothing in the moment
	 * in which the commit hands it over.
	 */
	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		if (withdraw(null)) {
			return true;
		}
		SendOperation started = this.operation;
		return (started != null) ? started.cancel(mayInterruptIfRunning) && super.cancel(mayInterruptIfRunning)
				: isCancelled();
	}

	private boolean withdraw(@Nullable String reason) {
		if (!this.stage.compareAndSet(Stage.WAITING, Stage.WITHDRAWN)) {
			return false;
		}
		return (reason != null) ? super.completeExceptionally(new CancellationException(reason)) : super.cancel(false);
	}

	private void start() {
		if (!this.stage.compareAndSet(Stage.WAITING, Stage.STARTING)) {
			return;
		}
		try {
			SendOperation started = this.start.get();
			this.operation = started;
			this.stage.set(Stage.STARTED);
			var unused = started.whenComplete(this::settle);
		}
		catch (RuntimeException ex) {
			logger.warn("A message that was to be sent after the commit was refused: " + ex.getMessage());
			super.completeExceptionally(ex);
		}
	}

	private void settle(@Nullable SendReceipt receipt, @Nullable Throwable failure) {
		if (failure != null) {
			super.completeExceptionally(failure);
		}
		else {
			super.complete(receipt);
		}
	}

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

	private final class Synchronization implements TransactionSynchronization {

		// Those that are younger than this send.
		private final Set<Object> savepoints = Collections.newSetFromMap(new IdentityHashMap<>());

		@Override
		public void savepoint(Object savepoint) {
			this.savepoints.add(savepoint);
		}

		@Override
		public void savepointRollback(Object savepoint) {
			if (!this.savepoints.contains(savepoint)) {
				withdraw("The transaction was rolled back to a savepoint");
			}
		}

		@Override
		public void afterCommit() {
			start();
		}

		@Override
		public void afterCompletion(int status) {
			if (status == STATUS_COMMITTED) {
				// What comes here only if another synchronization failed in afterCommit.
				start();
				return;
			}
			withdraw((status == STATUS_ROLLED_BACK) ? "The transaction was rolled back"
					: "Nobody knows whether the transaction was committed");
		}

	}

}
