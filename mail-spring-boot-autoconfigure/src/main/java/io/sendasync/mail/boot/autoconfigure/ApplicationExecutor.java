package io.sendasync.mail.boot.autoconfigure;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.util.function.SingletonSupplier;

/**
 * The application's task executor, looked up when it is first needed. Not a bean: an
 * {@code Executor} bean of ours would keep Boot from making the application's own.
 *
 * <p>
 * Thread contract: any thread may submit.
 */
final class ApplicationExecutor implements AsyncTaskExecutor {

	private static final String NAME = TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME;

	// Where Spring's own @Async looks.
	private static final String SPRINGS_NAME = "taskExecutor";

	private final Supplier<Executor> delegate;

	private final CallerContext context;

	/**
	 * Creates an executor.
	 * @param beans where to look for the application's
	 * @param environment says whether threads are virtual if it has none
	 * @param context surrounds each task with what belongs to its caller
	 */
	ApplicationExecutor(BeanFactory beans, Environment environment, CallerContext context) {
		this.context = context;
		this.delegate = SingletonSupplier.of(() -> find(beans, environment));
	}

	private static Executor find(BeanFactory beans, Environment environment) {
		if (isExecutor(beans, NAME)) {
			return beans.getBean(NAME, Executor.class);
		}
		TaskExecutor only = beans.getBeanProvider(TaskExecutor.class).getIfUnique();
		// A scheduler is one too; its few threads are not there to wait for a server.
		if (only != null && !(only instanceof TaskScheduler)) {
			return only;
		}
		if (isExecutor(beans, SPRINGS_NAME)) {
			return beans.getBean(SPRINGS_NAME, Executor.class);
		}
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("smtp-async-");
		executor.setVirtualThreads(Threading.VIRTUAL.isActive(environment));
		return executor;
	}

	private static boolean isExecutor(BeanFactory beans, String name) {
		return beans.containsBean(name) && beans.isTypeMatch(name, Executor.class);
	}

	@Override
	public void execute(Runnable task) {
		this.delegate.get().execute(this.context.apply(task));
	}

	/**
	 * Unlike the default, fails the future with the exception itself, not with a
	 * {@link java.util.concurrent.CompletionException} around it.
	 */
	@Override
	public <T extends @Nullable Object> CompletableFuture<T> submitCompletable(Callable<T> task) {
		CompletableFuture<T> future = new CompletableFuture<>();
		execute(() -> {
			if (!future.isDone()) {
				complete(future, task);
			}
		});
		return future;
	}

	private static <T extends @Nullable Object> void complete(CompletableFuture<T> future, Callable<T> task) {
		try {
			future.complete(task.call());
		}
		catch (Throwable ex) {
			future.completeExceptionally(ex);
		}
	}

}
