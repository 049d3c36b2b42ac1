package io.sendasync.mail.boot.autoconfigure;

import java.io.Serial;

import org.springframework.transaction.SavepointManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.SmartTransactionObject;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Transactions on nothing, with savepoints, and with a commit that can fail.
 */
class TestTransactionManager extends AbstractPlatformTransactionManager {

	@Serial
	private static final long serialVersionUID = 1L;

	private boolean failingCommit;

	TestTransactionManager() {
		setNestedTransactionAllowed(true);
	}

	void failCommits() {
		this.failingCommit = true;
	}

	@Override
	protected Object doGetTransaction() {
		Object current = TransactionSynchronizationManager.getResource(this);
		return (current != null) ? current : new Transaction();
	}

	@Override
	protected boolean isExistingTransaction(Object transaction) {
		return TransactionSynchronizationManager.hasResource(this);
	}

	@Override
	protected void doBegin(Object transaction, TransactionDefinition definition) {
		TransactionSynchronizationManager.bindResource(this, transaction);
	}

	@Override
	protected Object doSuspend(Object transaction) {
		return TransactionSynchronizationManager.unbindResource(this);
	}

	@Override
	protected void doResume(Object transaction, Object suspended) {
		TransactionSynchronizationManager.bindResource(this, suspended);
	}

	@Override
	protected void doCommit(DefaultTransactionStatus status) {
		if (this.failingCommit) {
			throw new TransactionSystemException("the connection broke");
		}
	}

	@Override
	protected void doRollback(DefaultTransactionStatus status) {
		// There is nothing to roll back.
	}

	@Override
	protected void doSetRollbackOnly(DefaultTransactionStatus status) {
		// Only the outermost transaction is asked.
	}

	@Override
	protected void doCleanupAfterCompletion(Object transaction) {
		TransactionSynchronizationManager.unbindResource(this);
	}

	private static final class Transaction implements SavepointManager, SmartTransactionObject {

		@Override
		public Object createSavepoint() throws TransactionException {
			return new Object();
		}

		@Override
		public void rollbackToSavepoint(Object savepoint) throws TransactionException {
			// There is nothing to roll back.
		}

		@Override
		public void releaseSavepoint(Object savepoint) throws TransactionException {
			// There is nothing to release.
		}

		@Override
		public boolean isRollbackOnly() {
			return false;
		}

	}

}
