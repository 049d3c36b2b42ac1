package io.sendasync.mail.boot.autoconfigure;

import java.util.Arrays;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.StringUtils;

/**
 * Decides where listeners, events and dependent stages of futures run.
 */
final class CallbackExecutors {

	private final ListableBeanFactory beans;

	private final Environment environment;

	CallbackExecutors(ListableBeanFactory beans, Environment environment) {
		this.beans = beans;
		this.environment = environment;
	}

	/**
	 * The executor of a client.
	 * @param keys whose it is
	 * @param name the name of an executor bean, or {@code null}
	 * @return the executor, or {@code null} for the client's own threads
	 */
	@Nullable Executor forClient(ClientKeys keys, @Nullable String name) {
		if (StringUtils.hasText(name)) {
			return named(keys, name);
		}
		return Threading.VIRTUAL.isActive(this.environment) ? new VirtualThreadTaskExecutor("smtp-callback-") : null;
	}

	private Executor named(ClientKeys keys, String name) {
		if (!this.beans.containsBean(name) || !this.beans.isTypeMatch(name, Executor.class)) {
			throw keys.invalid("callback-executor", name, "There is no executor bean of that name, only "
					+ Arrays.toString(this.beans.getBeanNamesForType(Executor.class)) + ".", null);
		}
		Executor executor = this.beans.getBean(name, Executor.class);
		if (executor instanceof SyncTaskExecutor) {
			throw keys.invalid("callback-executor", name,
					"It runs tasks on the calling thread, which is a connection's here.", null);
		}
		return executor;
	}

}
