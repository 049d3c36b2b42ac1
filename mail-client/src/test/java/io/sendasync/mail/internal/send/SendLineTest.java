package io.sendasync.mail.internal.send;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.internal.smtp.Events;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailPriority;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SendLineTest {

	private static final Envelope ENVELOPE = new Envelope(MailAddress.parse("jane@example.com"),
			List.of(MailAddress.parse("ben@example.org")));

	private final SendLine line = new SendLine();

	@Test
	void firstComeIsFirstServed() {
		Send first = added(MailPriority.NORMAL);
		Send second = added(MailPriority.NORMAL);
		assertThat(polled()).containsExactly(first, second);
	}

	@Test
	void returningSendsGetTheirPlacesBack() {
		Send first = added(MailPriority.NORMAL);
		Send second = added(MailPriority.NORMAL);
		Send third = added(MailPriority.NORMAL);
		this.line.poll();
		this.line.poll();
		this.line.add(second);
		this.line.add(first);
		assertThat(polled()).containsExactly(first, second, third);
	}

	@Test
	void leavingTwiceOrComingTwiceCountsOnce() {
		Send only = added(MailPriority.NORMAL);
		this.line.add(only);
		assertThat(this.line.size()).isOne();
		assertThat(this.line.remove(only)).isTrue();
		assertThat(this.line.remove(only)).isFalse();
		assertThat(this.line.size()).isZero();
		assertThat(this.line.poll()).isNull();
	}

	@Test
	void noPriorityStarves() {
		for (MailPriority priority : MailPriority.values()) {
			for (int i = 0; i < 7; i++) {
				added(priority);
			}
		}
		List<MailPriority> firstSeven = polled().subList(0, 7).stream().map(Send::priority).toList();
		assertThat(firstSeven).filteredOn(MailPriority.HIGH::equals).hasSize(4);
		assertThat(firstSeven).filteredOn(MailPriority.NORMAL::equals).hasSize(2);
		assertThat(firstSeven).filteredOn(MailPriority.LOW::equals).hasSize(1);
	}

	/**
	 * Whatever comes, goes and returns: the order is that of a map by place.
	 */
	@RepeatedTest(20)
	void anyComingAndGoingKeepsTheOrder() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		TreeMap<Long, Send> expected = new TreeMap<>();
		List<Send> away = new ArrayList<>();
		for (int i = 0; i < 2000; i++) {
			switch (random.nextInt(5)) {
				case 0, 1 -> {
					Send added = added(MailPriority.NORMAL);
					expected.put(added.place(), added);
				}
				case 2 -> {
					Send polled = this.line.poll();
					assertThat(polled).as("seed %d", seed)
						.isSameAs(expected.isEmpty() ? null : expected.pollFirstEntry().getValue());
					if (polled != null) {
						away.add(polled);
					}
				}
				case 3 -> {
					if (!expected.isEmpty()) {
						Send removed = new ArrayList<>(expected.values()).get(random.nextInt(expected.size()));
						expected.remove(removed.place());
						assertThat(this.line.remove(removed)).as("seed %d", seed).isTrue();
					}
				}
				default -> {
					if (!away.isEmpty()) {
						Send back = away.remove(random.nextInt(away.size()));
						expected.put(back.place(), back);
						this.line.add(back);
					}
				}
			}
			assertThat(this.line.size()).as("seed %d", seed).isEqualTo(expected.size());
		}
		assertThat(polled()).as("seed %d", seed).containsExactlyElementsOf(expected.values());
	}

	private Send added(MailPriority priority) {
		Send send = new Send("1", "<1@example.com>", ENVELOPE, priority, Events.NONE);
		this.line.add(send);
		return send;
	}

	private List<Send> polled() {
		List<Send> polled = new ArrayList<>();
		for (Send send = this.line.poll(); send != null; send = this.line.poll()) {
			polled.add(send);
		}
		return polled;
	}

}
