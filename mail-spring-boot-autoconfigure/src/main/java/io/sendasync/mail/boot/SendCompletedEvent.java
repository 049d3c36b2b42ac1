package io.sendasync.mail.boot;

import io.sendasync.mail.SendCompleted;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SendReceipt;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.core.ResolvableType;
import org.springframework.core.ResolvableTypeProvider;

/**
 * The end of an asynchronous send, as an application event. Each {@code sendAsync} of a
 * {@link SmtpClient} bean publishes exactly one; its source is that client.
 *
 * <p>
 * A listener names the tokens that it wants to hear of:
 * <ul>
 * <li>{@code SendCompletedEvent<OrderId>}: tokens of exactly this class; for an enum
 * constant, its enum;</li>
 * <li>{@code SendCompletedEvent<? extends MailTag>}: tokens of this type and its
 * subtypes;</li>
 * <li>{@code SendCompletedEvent<?>}, or the raw type: all events. Only these hear of
 * sends without a token, and of tokens whose class has type parameters that nobody filled
 * in (a {@code List}, say), unless the token is a {@link ResolvableTypeProvider}.</li>
 * </ul>
 * {@code SendCompletedEvent<Object>} therefore hears only of tokens made with
 * {@code new Object()}.
 *
 * <p>
 * Thread contract: published on one of the client's callback threads, several at once,
 * after the connection has moved on and before the future completes. A listener that
 * throws harms neither the send nor the future; as with any event, those that come after
 * it in the order do not hear of this one. There is no transaction on that thread: a
 * {@code @TransactionalEventListener} needs {@code fallbackExecution = true}. Spring
 * delivers events to {@code @EventListener} methods from the moment on when all
 * singletons are created; a send that ends before is not heard of.
 *
 * <p>
 * With {@code io.micrometer:context-propagation} on the class path, listeners run in the
 * context of the thread that asked for the send: trace, logging context, identity.
 *
 * @param <T> the type of the token
 */
public final class SendCompletedEvent<T> extends ApplicationEvent implements ResolvableTypeProvider {

	private static final long serialVersionUID = 1L;

	private final transient SendCompleted<T> completed;

	private final String clientName;

	/**
	 * Creates an event of the default client, {@code smtpClient}.
	 * @param completed how the send ended
	 */
	public SendCompletedEvent(SendCompleted<T> completed) {
		this(completed, "smtpClient");
	}

	/**
	 * Creates an event.
	 * @param completed how the send ended
	 * @param clientName the name of the client's bean
	 */
	public SendCompletedEvent(SendCompleted<T> completed, String clientName) {
		super(completed.client());
		this.completed = completed;
		this.clientName = clientName;
	}

	/**
	 * The name of the {@link SmtpClient} bean that sent, for listeners of one client
	 * ({@code condition = "event.clientName() == 'newsletter'"}). Of several beans that
	 * share one client, as a decorator does with what it decorates, the one that was made
	 * last.
	 * @return the bean name, {@code smtpClient} for the default client
	 */
	public String clientName() {
		return this.clientName;
	}

	/**
	 * How the send ended.
	 * @return the client's notification
	 */
	public SendCompleted<T> completed() {
		return this.completed;
	}

	/**
	 * What the caller gave to recognise the send by.
	 * @return the same reference, or {@code null}
	 */
	public @Nullable T userToken() {
		return this.completed.userToken();
	}

	/**
	 * Whether the send was cancelled, and so is certainly not accepted.
	 * @return true if it was cancelled
	 */
	public boolean cancelled() {
		return this.completed.cancelled();
	}

	/**
	 * Why the send failed.
	 * @return an {@link io.sendasync.mail.delivery.SmtpException}, or {@code null}
	 */
	public @Nullable Throwable error() {
		return this.completed.error();
	}

	/**
	 * What became of each recipient.
	 * @return the receipt, or {@code null} if the send was cancelled
	 */
	public @Nullable SendReceipt receipt() {
		return this.completed.receipt();
	}

	/**
	 * Whether the server accepted the message for all recipients.
	 * @return true if neither cancelled nor failed
	 */
	public boolean succeeded() {
		return this.completed.succeeded();
	}

	@Override
	public ResolvableType getResolvableType() {
		return ResolvableType.forClassWithGenerics(SendCompletedEvent.class, tokenType(userToken()));
	}

	/**
	 * A type without open type parameters: Spring delivers an event that has some to
	 * listeners of every parameter.
	 */
	private static ResolvableType tokenType(@Nullable Object token) {
		if (token == null) {
			return ResolvableType.forClass(NoTokenType.class);
		}
		// A constant with a body has a class of its own.
		ResolvableType type = (token instanceof Enum<?> constant)
				? ResolvableType.forClass(constant.getDeclaringClass()) : ResolvableType.forInstance(token);
		return type.hasUnresolvableGenerics() ? ResolvableType.forClass(NoTokenType.class) : type;
	}

	@Override
	public String toString() {
		return "SendCompletedEvent[client=" + this.clientName + ", " + this.completed + "]";
	}

	/**
	 * Stands for a type that no listener can name.
	 */
	private static final class NoTokenType {

	}

}
