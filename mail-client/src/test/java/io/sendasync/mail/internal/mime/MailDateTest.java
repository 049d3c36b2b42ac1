package io.sendasync.mail.internal.mime;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MailDateTest {

	private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z",
			Locale.US);

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "2026-11-03T08:05:09+01:00 | Tue, 3 Nov 2026 08:05:09 +0100",
					"2026-11-03T08:05:09Z | Tue, 3 Nov 2026 08:05:09 +0000",
					"2026-02-28T23:59:59-03:30 | Sat, 28 Feb 2026 23:59:59 -0330",
					"2026-01-01T00:00:00-00:30 | Thu, 1 Jan 2026 00:00:00 -0030" })
	void dateIsWrittenAsInMails(OffsetDateTime date, String text) {
		assertThat(MailDate.format(date)).isEqualTo(text);
	}

	@Test
	void everyDayOfFourYearsIsNamedAsByTheJdk() {
		OffsetDateTime day = OffsetDateTime.parse("2027-01-01T12:00:00Z");
		for (int i = 0; i < 4 * 366; i++) {
			assertThat(MailDate.format(day.plusDays(i))).isEqualTo(FORMAT.format(day.plusDays(i)));
		}
	}

	@RepeatedTest(100)
	void anyDateIsWrittenAsByTheJdk() {
		Random random = new Random();
		Instant instant = Instant.ofEpochSecond(random.nextLong(-2_208_988_800L, 253_370_764_800L));
		ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60 + 1));
		OffsetDateTime date = OffsetDateTime.ofInstant(instant, offset);
		assertThat(MailDate.format(date)).isEqualTo(FORMAT.format(date));
	}

}
