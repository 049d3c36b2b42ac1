package io.sendasync.mail.message;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * When the sender wants a delivery status notification (RFC 3461 §4.1, the {@code NOTIFY}
 * parameter). A message without any leaves the choice to the servers, which usually
 * report failures.
 */
public enum DeliveryNotification {

	/** When the message was delivered. */
	SUCCESS,

	/** When delivery failed. */
	FAILURE,

	/** When delivery is late. */
	DELAY,

	/** Under no circumstances. Only alone. */
	NEVER;

	/**
	 * The conditions as a set.
	 * @param conditions the conditions, may be none
	 * @return an unmodifiable set
	 * @throws IllegalArgumentException if NEVER is not alone
	 */
	public static Set<DeliveryNotification> setOf(DeliveryNotification... conditions) {
		EnumSet<DeliveryNotification> set = EnumSet.noneOf(DeliveryNotification.class);
		set.addAll(Arrays.asList(conditions));
		if (set.contains(NEVER) && set.size() > 1) {
			throw new IllegalArgumentException("deliveryNotification NEVER must be alone");
		}
		return Collections.unmodifiableSet(set);
	}

}
