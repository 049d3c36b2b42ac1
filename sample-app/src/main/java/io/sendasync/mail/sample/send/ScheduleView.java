package io.sendasync.mail.sample.send;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A message that is sent several times, as it is shown.
 *
 * @param id a number within this run
 * @param token the user's token, of which each send has a numbered one
 * @param sent how many sends were started
 * @param total how many there are to be
 * @param intervalSeconds between two of them
 * @param ended whether there will be no more
 * @param detail why it ended early, or empty
 * @param change the number of this snapshot among the changes
 */
public record ScheduleView(long id, String token, int sent, int total, long intervalSeconds, boolean ended,
		String detail, @JsonIgnore long change) {

	ScheduleView withSent(int sent, long change) {
		return new ScheduleView(this.id, this.token, sent, this.total, this.intervalSeconds,
				this.ended || sent == this.total, this.detail, change);
	}

	ScheduleView stopped(String detail, long change) {
		return new ScheduleView(this.id, this.token, this.sent, this.total, this.intervalSeconds, true, detail, change);
	}

}
