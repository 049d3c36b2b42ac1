package io.sendasync.mail.delivery;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class SmtpTimeoutsTest {

	@Test
	void rfc5321HasTheValuesOfTheStandard() {
		SmtpTimeouts timeouts = SmtpTimeouts.rfc5321();
		assertThat(timeouts.greeting()).hasMinutes(5);
		assertThat(timeouts.command()).hasMinutes(5);
		assertThat(timeouts.data()).hasMinutes(2);
		assertThat(timeouts.write()).hasMinutes(3);
		assertThat(timeouts.endOfData()).hasMinutes(10);
	}

	@Test
	void defaultsGiveTheFinalReplyTheTimeOfTheStandard() {
		assertThat(SmtpTimeouts.defaults().endOfData()).isEqualTo(SmtpTimeouts.rfc5321().endOfData());
		assertThat(SmtpTimeouts.defaults().greeting()).hasSeconds(30);
	}

	@Test
	void builderChangesOneAndKeepsTheOthers() {
		Duration other = Duration.ofSeconds(7);
		SmtpTimeouts defaults = SmtpTimeouts.defaults();
		assertThat(defaults.toBuilder().build()).isEqualTo(defaults);
		assertThat(defaults.toBuilder().greeting(other).build().greeting()).isEqualTo(other);
		assertThat(defaults.toBuilder().tls(other).build().tls()).isEqualTo(other);
		assertThat(defaults.toBuilder().command(other).build().command()).isEqualTo(other);
		assertThat(defaults.toBuilder().data(other).build().data()).isEqualTo(other);
		assertThat(defaults.toBuilder().write(other).build().write()).isEqualTo(other);
		assertThat(defaults.toBuilder().endOfData(other).build().endOfData()).isEqualTo(other);
		assertThat(defaults.toBuilder().close(other).build().close()).isEqualTo(other);
		assertThat(defaults.toBuilder().data(other).build().toBuilder().data(defaults.data()).build())
			.isEqualTo(defaults);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S", "PT24H0.001S" })
	void limitOutOfRangeIsRefusedByName(Duration limit) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SmtpTimeouts.defaults().toBuilder().endOfData(limit).build())
			.withMessageContaining("'endOfData'")
			.withMessageContaining(limit.toString());
	}

	@Test
	void limitIsNeverNull() {
		assertThatNullPointerException().isThrownBy(() -> SmtpTimeouts.defaults().toBuilder().tls(null).build())
			.withMessageContaining("'tls'");
	}

}
