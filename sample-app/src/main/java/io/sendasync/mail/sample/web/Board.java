package io.sendasync.mail.sample.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sendasync.mail.sample.send.SendView;

/**
 * The board as a page begins with it.
 *
 * @param counts how many sends there are, by group
 * @param newest the sends of the first screen, newest first
 */
record Board(Map<String, Integer> counts, List<SendView> newest) {

	private static final int SCREEN = 20;

	static final List<String> GROUPS = List.of("all", "running", "completed", "failed", "unknown", "cancelled");

	Board {
		counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
		newest = List.copyOf(newest);
	}

	static Board of(List<SendView> sends) {
		Map<String, Integer> counts = new LinkedHashMap<>();
		GROUPS.forEach((group) -> counts.put(group, 0));
		for (SendView send : sends) {
			counts.merge("all", 1, Integer::sum);
			counts.merge(send.ended() ? send.status() : "running", 1, Integer::sum);
		}
		List<SendView> newest = new ArrayList<>(sends.subList(Math.max(0, sends.size() - SCREEN), sends.size()));
		Collections.reverse(newest);
		return new Board(counts, newest);
	}

}
