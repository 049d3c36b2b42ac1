package io.sendasync.mail.boot.observation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Makes observations of one client's events.
 *
 * <p>
 * Thread contract: any thread may call it. The observation of a send starts on the
 * caller's thread, so that the caller's current observation is its parent, and stops on
 * the one that settles it; no scope is opened.
 */
public final class SmtpObservations implements SmtpEventListener {

	private final ObservationRegistry registry;

	private final String clientName;

	private final Conventions conventions;

	private final Map<String, Observed<SmtpSendObservationContext>> sends = new ConcurrentHashMap<>();

	private final Map<Long, Observed<SmtpConnectObservationContext>> connects = new ConcurrentHashMap<>();

	/**
	 * What replaces the default conventions.
	 *
	 * @param send for sends, or {@code null}
	 * @param connect for connections, or {@code null}
	 */
	public record Conventions(@Nullable SmtpSendObservationConvention send,
			@Nullable SmtpConnectObservationConvention connect) {
	}

	private record Observed<C>(Observation observation, C context) {
	}

	/**
	 * Creates the listener.
	 * @param registry takes the observations
	 * @param clientName the client's bean name
	 * @param conventions what replaces the default ones
	 */
	public SmtpObservations(ObservationRegistry registry, String clientName, Conventions conventions) {
		this.registry = registry;
		this.clientName = clientName;
		this.conventions = conventions;
	}

	@Override
	public void queued(SmtpEvent.Queued event) {
		SmtpSendObservationContext context = new SmtpSendObservationContext(this.clientName, event.operationId());
		Observation observation = SmtpObservationDocumentation.SEND.start(this.conventions.send(),
				new DefaultSmtpSendObservationConvention(), () -> context, this.registry);
		this.sends.put(event.operationId(), new Observed<>(observation, context));
	}

	@Override
	public void completed(SmtpEvent.Completed event) {
		Observed<SmtpSendObservationContext> send = this.sends.remove(event.operationId());
		if (send != null) {
			send.context().completed(event);
			stop(send.observation(), event.failure());
		}
	}

	@Override
	public void connectStart(SmtpEvent.ConnectStart event) {
		SmtpConnectObservationContext context = new SmtpConnectObservationContext(this.clientName, event);
		Observation observation = SmtpObservationDocumentation.CONNECT.start(this.conventions.connect(),
				new DefaultSmtpConnectObservationConvention(), () -> context, this.registry);
		this.connects.put(event.connection(), new Observed<>(observation, context));
	}

	@Override
	public void connected(SmtpEvent.Connected event) {
		Observed<SmtpConnectObservationContext> connect = this.connects.remove(event.connection());
		if (connect != null) {
			stop(connect.observation(), null);
		}
	}

	@Override
	public void connectFailed(SmtpEvent.ConnectFailed event) {
		Observed<SmtpConnectObservationContext> connect = this.connects.remove(event.connection());
		if (connect != null) {
			connect.context().failure(event.failure());
			stop(connect.observation(), event.failure());
		}
	}

	private static void stop(Observation observation, SmtpEvent.@Nullable Failure failure) {
		if (failure != null) {
			observation.error(new SmtpFailure(failure));
		}
		observation.stop();
	}

}
