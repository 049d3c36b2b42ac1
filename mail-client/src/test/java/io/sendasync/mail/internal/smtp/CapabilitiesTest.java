package io.sendasync.mail.internal.smtp;

import java.util.List;

import io.sendasync.mail.delivery.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CapabilitiesTest {

	@Test
	void firstLineIsTheNameAndNoKeyword() {
		assertThat(parse("PIPELINING", "SIZE 10").has("PIPELINING")).isFalse();
	}

	@Test
	void keywordsAreReadInAnyCase() {
		Capabilities capabilities = parse("mx", "pipelining", " 8BitMime");
		assertThat(capabilities.has("PIPELINING")).isTrue();
		assertThat(capabilities.has("8BITMIME")).isTrue();
	}

	@Test
	void mechanismsOfOldServersAreRead() {
		assertThat(parse("mx", "AUTH=LOGIN", "AUTH PLAIN login").authMechanisms()).containsExactlyInAnyOrder("LOGIN",
				"PLAIN");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SIZE", "SIZE 0", "SIZE x", "SIZE -1", "SIZE 99999999999999999999999" })
	void sizeThatIsNoLimitIsNone(String line) {
		assertThat(parse("mx", line).maxSize()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void sizeIsALimit() {
		assertThat(parse("mx", "SIZE 35882577").maxSize()).isEqualTo(35882577);
	}

	@Test
	void limitsAreReadInAnyOrder() {
		assertThat(parse("mx", "LIMITS rcptdomainmax=1 XMAX=7 MAILMAX=20 RCPTMAX=100").limits())
			.isEqualTo(new ServerLimits(20, 100, 1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "SIZE", "LIMITS", "LIMITS MAILMAX", "LIMITS MAILMAX=", "LIMITS MAILMAX=0",
			"LIMITS MAILMAX=1000000", "LIMITS MAILMAX=-1", "LIMITS XMAILMAX=1", "LIMITS MAILMAX=1x" })
	void limitThatIsNoneDoesNotLimit(String line) {
		assertThat(parse("mx", line).limits())
			.isEqualTo(new ServerLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
	}

	@Test
	void shortestTimeToDeliverIsRead() {
		assertThat(parse("mx", "DELIVERBY 240").minDeliverBy()).isEqualTo(240);
		assertThat(parse("mx", "DELIVERBY 240,more").minDeliverBy()).isEqualTo(240);
		assertThat(parse("mx", "DELIVERBY").minDeliverBy()).isZero();
		assertThat(parse("mx", "DELIVERBY soon").minDeliverBy()).isZero();
	}

	@Test
	void longestHoldIsRead() {
		Capabilities capabilities = parse("mx", "FUTURERELEASE 3600 2030-01-01T01:00:00+01:00");
		assertThat(capabilities.maxHold()).isEqualTo(3600);
		assertThat(capabilities.maxHoldUntil()).isEqualTo("2030-01-01T00:00:00Z");
		assertThat(parse("mx", "FUTURERELEASE").maxHold()).isZero();
		assertThat(parse("mx", "FUTURERELEASE 99999999999 tomorrow").maxHold()).isZero();
		assertThat(parse("mx", "FUTURERELEASE 1 tomorrow").maxHoldUntil()).isNull();
	}

	private static Capabilities parse(String... lines) {
		return Capabilities.parse(new SmtpReply(250, List.of(lines)));
	}

}
