package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitTest {

	private static final long SPAN = Duration.ofSeconds(1).toNanos();

	@Test
	void aSpanBeginsWithItsOldestMessage() {
		RateLimit limit = limit(2);
		limit.take(100);
		limit.take(300);
		assertThat(limit.left(400)).isEqualTo(SPAN - 300);
		assertThat(limit.left(100 + SPAN)).isZero();
		limit.take(100 + SPAN);
		assertThat(limit.left(100 + SPAN)).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void noSpanHasMoreThanItsNumberWheneverItBegins(long seed) {
		Random random = new Random(seed);
		RateLimit limit = limit(5);
		Deque<Long> recent = new ArrayDeque<>();
		// Near the end of the clock's range: it turns over.
		long now = Long.MAX_VALUE - 10 * SPAN;
		for (int i = 0; i < 10_000; i++) {
			now += random.nextLong(SPAN / 3);
			now += Math.max(0, limit.left(now));
			limit.take(now);
			recent.add(now);
			while (now - recent.peek() >= SPAN) {
				recent.remove();
			}
			assertThat(recent).hasSizeLessThanOrEqualTo(5);
		}
	}

	private static RateLimit limit(int messages) {
		return new RateLimit(new QueueBounds.Rate(messages, Duration.ofNanos(SPAN)));
	}

}
