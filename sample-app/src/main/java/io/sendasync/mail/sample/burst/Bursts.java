package io.sendasync.mail.sample.burst;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.sample.send.ClientNotReadyException;
import io.sendasync.mail.sample.server.CountedMailbox;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * Sends many messages at once, one burst at a time.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
@Service
public final class Bursts {

	/**
	 * The most messages of one burst.
	 */
	public static final int LIMIT = 1000;

	private final SmtpClient client;

	private final CountedMailbox mailbox;

	private final AtomicReference<@Nullable Burst> last = new AtomicReference<>();

	Bursts(SmtpClient client, CountedMailbox mailbox) {
		this.client = client;
		this.mailbox = mailbox;
	}

	/**
	 * Hands the messages to the client, which takes no longer than writing them.
	 * @param count how many, from 1 to {@link #LIMIT}
	 * @return the burst, which may have ended already
	 * @throws BurstRunningException if there is one
	 */
	public BurstView start(int count) {
		if (count < 1 || count > LIMIT) {
			throw new IllegalArgumentException("A burst has 1 to " + LIMIT + " messages, not " + count);
		}
		Burst burst = new Burst(count, this.mailbox.count(), System.nanoTime());
		Burst before = this.last.get();
		if ((before != null && before.isRunning()) || !this.last.compareAndSet(before, burst)) {
			throw new BurstRunningException();
		}
		try {
			submit(burst, count);
		}
		catch (IllegalStateException ex) {
			throw new ClientNotReadyException(ex);
		}
		finally {
			burst.submittedAll(System.nanoTime());
		}
		return view(burst);
	}

	private void submit(Burst burst, int count) {
		boolean more = true;
		for (int number = 1; more && number <= count; number++) {
			MailMessage message = MailMessage.builder()
				.from("burst@contoso.com")
				.to(this.mailbox.address())
				.subject("Burst " + number + " of " + count)
				.text("One of many.")
				.build();
			more = burst.submitted(this.client.sendAsync(message, burst));
		}
	}

	/**
	 * The last burst.
	 * @return how far it is, or empty if there was none
	 */
	public Optional<BurstView> find() {
		return Optional.ofNullable(this.last.get()).map(this::view);
	}

	/**
	 * Withdraws what is pending of the last burst.
	 * @return how far it is, or empty if there was none
	 */
	public Optional<BurstView> cancel() {
		Burst burst = this.last.get();
		if (burst != null) {
			burst.cancel();
		}
		return find();
	}

	@EventListener
	void completed(SendCompletedEvent<Burst> event) {
		Burst burst = event.completed().userToken();
		if (burst != null) {
			burst.ended(event.completed().operation().status(), System.nanoTime());
		}
	}

	private BurstView view(Burst burst) {
		return burst.view(this.mailbox.count(), System.nanoTime());
	}

}
