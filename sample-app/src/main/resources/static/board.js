import { byId, call, say } from "./api.js";
import { Cards } from "./cards.js";
import { on } from "./events.js";

const LABELS = { committed: "waiting for reply" };
const ANNOUNCE_MILLIS = 1000;

const cards = new Cards("sends", "send-template", showSend);
const news = new Map();

export function showNewSend(send) {
	// The answer may come later than the events that tell what happened since.
	if (!cards.has(send.id)) {
		put(send);
	}
	cards.render();
	byId("sends-" + send.id)?.scrollIntoView({ block: "nearest" });
}

// --- Sends ----------------------------------------------------------------------------

const name = (send) => send.token || send.subject || "(no token)";
const label = (send) => LABELS[send.status] || send.status;
const group = (send) => send.ended ? send.status : "running";

function put(send) {
	if (cards.told) {
		announce(send);
	}
	cards.put(send);
}

function showSend(item, send) {
	item.dataset.status = send.status;
	item.querySelector(".title").textContent = name(send);
	item.querySelector(".badge").textContent = label(send);
	item.querySelector(".summary").textContent = send.summary;
	item.querySelector(".detail").textContent = send.detail;
	showElapsed(item);
	showRecipients(item.querySelector(".recipients"), send.recipients);
	showCancel(item, send);
}

function showRecipients(parent, recipients) {
	const several = recipients.length > 1 ? recipients : [];
	parent.replaceChildren(...several.map((recipient) => {
		const item = document.createElement("li");
		item.dataset.outcome = recipient.outcome;
		item.textContent = recipient.address + ": " + recipient.outcome
			+ (recipient.reply ? " (" + recipient.reply + ")" : "");
		return item;
	}));
}

function showCancel(item, send) {
	const form = item.querySelector("form");
	if (!send.cancellable && form.contains(document.activeElement)) {
		item.focus();
	}
	form.hidden = !send.cancellable;
	form.querySelector("button").setAttribute("aria-label", "Cancel " + name(send));
	form.onsubmit = (event) => {
		event.preventDefault();
		attempt(() => call("DELETE", "sends/" + encodeURIComponent(send.id)));
	};
}

async function attempt(action) {
	byId("board-error").textContent = "";
	try {
		await action();
	}
	catch (error) {
		say(error, "board-error");
	}
}

function showElapsed(item) {
	const send = item.shown;
	const millis = Date.now() - Date.parse(send.submittedAt);
	item.querySelector(".elapsed").textContent = send.ended || millis < 1000 ? ""
		: " · " + Math.floor(millis / 1000) + " s";
}

setInterval(() => {
	for (const item of cards.list.children) {
		if (item.shown && !item.shown.ended) {
			showElapsed(item);
		}
	}
}, 1000);

// --- Groups ---------------------------------------------------------------------------

const groups = [...byId("groups").children];

for (const button of groups) {
	button.addEventListener("click", () => {
		groups.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
		const wanted = button.dataset.group;
		byId("sends-empty").textContent = wanted === "all" ? "Nothing sent yet." : "None of these.";
		cards.select((send) => wanted === "all" || group(send) === wanted);
	});
}

cards.rendered = () => {
	const counts = { all: cards.values.size };
	for (const send of cards.values.values()) {
		counts[group(send)] = (counts[group(send)] || 0) + 1;
	}
	for (const button of groups) {
		button.querySelector("b").textContent = counts[button.dataset.group] || 0;
	}
	const cancel = byId("cancel-all");
	cancel.disabled = !counts.running && byId("schedules").childElementCount === 0;
	if (cancel.disabled && document.activeElement === cancel) {
		byId("sends-title").focus();
	}
};

byId("cancel-all").form.addEventListener("submit", (event) => {
	event.preventDefault();
	attempt(() => call("DELETE", "sends"));
});

// --- Announcements: a few in words, many in numbers ------------------------------------

let announcing;

function announce(send) {
	if (cards.values.get(send.id)?.status !== send.status) {
		news.set(send.id, send);
		announcing ??= setTimeout(announceAll, ANNOUNCE_MILLIS);
	}
}

function announceAll() {
	announcing = undefined;
	const sends = [...news.values()];
	news.clear();
	const counts = new Map();
	sends.forEach((send) => counts.set(label(send), (counts.get(label(send)) || 0) + 1));
	byId("announcement").textContent = sends.length <= 3
		? sends.map((send) => name(send) + ": " + label(send)).join(", ")
		: [...counts].map(([what, number]) => number + " " + what).join(", ");
}

// --- Schedules ------------------------------------------------------------------------

function showSchedule(schedule) {
	const id = "schedule-" + schedule.id;
	let item = byId(id);
	if (schedule.ended && !(schedule.detail && schedule.detail !== "Stopped.")) {
		if (item?.contains(document.activeElement)) {
			byId("sends-title").focus();
		}
		item?.remove();
		cards.rendered();
		return;
	}
	if (!item) {
		item = byId("schedule-template").content.firstElementChild.cloneNode(true);
		item.id = id;
		byId("schedules").append(item);
	}
	item.querySelector(".words").textContent = (schedule.token || "Schedule") + ": " + schedule.sent + " of "
		+ schedule.total + " sent, every " + schedule.intervalSeconds + " s. " + schedule.detail;
	item.querySelector("progress").max = schedule.total;
	item.querySelector("progress").value = schedule.sent;
	item.querySelector("progress").setAttribute("aria-label", "Progress of " + (schedule.token || "the schedule"));
	const stop = item.querySelector("button");
	stop.setAttribute("aria-label", (schedule.ended ? "Dismiss " : "Stop ") + (schedule.token || "the schedule"));
	stop.textContent = schedule.ended ? "Dismiss" : "Stop";
	stop.onclick = () => schedule.ended ? item.remove() : attempt(() => call("DELETE", "sends/schedules/" + schedule.id));
}

// --- Events ---------------------------------------------------------------------------

on("start", () => {
	cards.forget();
	byId("schedules").replaceChildren();
});
on("schedule", showSchedule);
on("send", put);
on("told", () => cards.allTold());
