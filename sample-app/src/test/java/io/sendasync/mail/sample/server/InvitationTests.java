package io.sendasync.mail.sample.server;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is read of calendar entries.
 */
class InvitationTests {

	@Test
	void fieldsOfTheEventAreShownAndThoseOfItsAlarmAreNot() {
		Invitation invitation = Invitation.parse("""
				BEGIN:VCALENDAR
				METHOD:REQUEST
				BEGIN:VEVENT
				BEGIN:VALARM
				SUMMARY:alarm
				END:VALARM
				SUMMARY;LANGUAGE=en:Planning\\, pa
				 rt 2
				DTSTART;TZID="Europe/Berlin":20261201T100000
				DTEND:20261201T110000Z
				LOCATION:Room 4\\nBerlin
				ORGANIZER;CN="Clayton: Jane":MAILTO:jane@contoso.com
				END:VEVENT
				END:VCALENDAR
				""");
		assertThat(invitation).isEqualTo(new Invitation("REQUEST", "Planning, part 2",
				"2026-12-01 10:00 (Europe/Berlin)", "2026-12-01 11:00 UTC", "Room 4 Berlin", "jane@contoso.com"));
	}

	@Test
	void wholeDaysHaveNoTime() {
		assertThat(start("20261201")).isEqualTo("2026-12-01");
	}

	@Test
	void whatIsNoDateIsShownAsItIs() {
		assertThat(start("<b>Tuesday</b>")).isEqualTo("<b>Tuesday</b>");
	}

	@Test
	void entryWithoutFieldsIsEmpty() {
		assertThat(Invitation.parse("no calendar")).isEqualTo(new Invitation("", "", "", "", "", ""));
	}

	private static String start(String value) {
		return Invitation
			.parse("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:" + value + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
			.start();
	}

}
