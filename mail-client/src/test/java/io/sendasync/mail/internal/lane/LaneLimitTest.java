package io.sendasync.mail.internal.lane;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LaneLimitTest {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final LaneLimit limit = new LaneLimit(8);

	private long now = 17;

	@Test
	void startsWithTheMaximumAndMayConnectAtOnce() {
		assertThat(this.limit.lanes()).isEqualTo(8);
		assertThat(this.limit.askToConnect(this.now)).isZero();
		assertThat(this.limit.askToConnect(this.now)).isZero();
	}

	@Test
	void throttlingHalvesOnceASecond() {
		this.limit.throttled(this.now);
		this.limit.throttled(this.now + SECOND / 2);
		assertThat(this.limit.lanes()).isEqualTo(4);
		this.limit.throttled(this.now + 2 * SECOND);
		assertThat(this.limit.lanes()).isEqualTo(2);
	}

	@Test
	void neverFallsBelowOne() {
		for (int i = 0; i < 10; i++) {
			this.limit.throttled(this.now += 2 * SECOND);
		}
		assertThat(this.limit.lanes()).isEqualTo(1);
	}

	@Test
	void eachRoundOfAcceptedMessagesAddsOneUpToTheMaximum() {
		this.limit.throttled(this.now);
		int grown = 0;
		for (int i = 0; i < 1000; i++) {
			if (this.limit.accepted()) {
				grown++;
			}
		}
		assertThat(grown).isEqualTo(4);
		assertThat(this.limit.lanes()).isEqualTo(8);
		assertThat(this.limit.accepted()).isFalse();
	}

	@Test
	void failedAttemptsWaitLongerEachTimeUpToTenSeconds() {
		long longest = 0;
		for (int i = 0; i < 20; i++) {
			this.limit.connectFailed(this.now, this.now, 0, false);
			long wait = this.limit.askToConnect(this.now);
			assertThat(wait).isPositive().isLessThanOrEqualTo(10 * SECOND);
			longest = Math.max(longest, wait);
			this.now += wait;
			assertThat(this.limit.askToConnect(this.now)).isZero();
		}
		assertThat(longest).isGreaterThanOrEqualTo(5 * SECOND);
	}

	@Test
	void whileAttemptsFailThereIsOneAtATime() {
		this.limit.connectFailed(this.now, this.now, 0, false);
		this.now += SECOND;
		assertThat(this.limit.mayConnect(this.now)).isTrue();
		assertThat(this.limit.askToConnect(this.now)).isZero();
		assertThat(this.limit.mayConnect(this.now)).isFalse();
		assertThat(this.limit.askToConnect(this.now)).isPositive();
	}

	@Test
	void attemptsThatFailTogetherAreOneFailure() {
		for (int lane = 0; lane < 8; lane++) {
			this.limit.connectFailed(this.now + 1 + lane, this.now, 0, false);
		}
		// The first wait is 100 ms at most.
		assertThat(this.limit.askToConnect(this.now + 10)).isPositive().isLessThanOrEqualTo(SECOND / 10);
	}

	@Test
	void refusedCredentialsAmongFailuresThatCameTogetherCount() {
		this.limit.connectFailed(this.now + 1, this.now, 0, false);
		this.limit.connectFailed(this.now + 2, this.now, 0, true);
		assertThat(this.limit.askToConnect(this.now + 2)).isGreaterThanOrEqualTo(2 * SECOND);
	}

	@Test
	void connectionEndsTheWaiting() {
		this.limit.connectFailed(this.now, this.now, 0, false);
		this.limit.connected();
		assertThat(this.limit.askToConnect(this.now)).isZero();
	}

	@Test
	void refusedCredentialsWaitForSeconds() {
		this.limit.connectFailed(this.now, this.now, 0, true);
		assertThat(this.limit.askToConnect(this.now)).isGreaterThanOrEqualTo(2 * SECOND);
	}

	@Test
	void failureBesideOpenConnectionsKeepsThese() {
		this.limit.connectFailed(this.now, this.now, 3, false);
		assertThat(this.limit.lanes()).isEqualTo(3);
	}

}
