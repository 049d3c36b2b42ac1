package io.sendasync.mail.sample.server;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.stereotype.Component;

/**
 * A mailbox of the embedded server that counts its mails and keeps none, for so many that
 * nobody would read them.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
@Component
public final class CountedMailbox {

	private static final String LOCAL_PART = "burst-reader";

	private final AtomicLong count = new AtomicLong();

	/**
	 * Where to send to.
	 * @return the address
	 */
	public String address() {
		return LOCAL_PART + "@contoso.com";
	}

	/**
	 * How many mails have come since the start.
	 * @return the number
	 */
	public long count() {
		return this.count.get();
	}

	boolean takes(String localPart) {
		return LOCAL_PART.equalsIgnoreCase(localPart);
	}

	void add() {
		this.count.incrementAndGet();
	}

}
