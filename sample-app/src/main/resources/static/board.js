import { byId, call, say } from "./api.js";
import { Cards } from "./cards.js";
import { on } from "./events.js";

const LABELS = { committed: "waiting for reply" };

const cards = new Cards("sends", "send-template");

export function showNewSend(send) {
	// The answer may come later than the events that tell what happened since.
	if (!cards.has(send.id)) {
		showSend(send);
	}
	byId("sends-" + send.id).scrollIntoView({ block: "nearest" });
}

function showSend(send) {
	const item = cards.card(send.id);
	const label = LABELS[send.status] || send.status;
	const news = item.dataset.status !== send.status;
	item.dataset.status = send.status;
	item.querySelector(".title").textContent = send.token || send.subject || "(no token)";
	item.querySelector(".badge").textContent = label;
	item.querySelector(".meta").textContent = "to " + send.to.join(", ")
		+ (send.millis === null ? "" : " · " + duration(send.millis));
	item.querySelector(".detail").textContent = send.detail;
	showRecipients(item.querySelector(".recipients"), send.recipients);
	showCancel(item, send);
	if (news) {
		byId("announcement").textContent = (send.token || send.subject) + ": " + label;
	}
}

function showRecipients(parent, recipients) {
	const several = recipients.length > 1 ? recipients : [];
	parent.replaceChildren(...several.map((recipient) => {
		const item = document.createElement("li");
		item.textContent = recipient.address + ": " + recipient.outcome
			+ (recipient.reply ? " (" + recipient.reply + ")" : "");
		return item;
	}));
}

function showCancel(item, send) {
	const button = item.querySelector(".cancel");
	if (!send.cancellable && document.activeElement === button) {
		item.focus();
	}
	button.hidden = !send.cancellable;
	button.setAttribute("aria-label", "Cancel " + (send.token || send.subject));
	button.onclick = async () => {
		try {
			await call("DELETE", "sends/" + encodeURIComponent(send.id));
		}
		catch (error) {
			say(error);
		}
	};
}

function duration(millis) {
	return millis < 1000 ? millis + " ms" : (millis / 1000).toFixed(1) + " s";
}

on("start", () => cards.clear());
on("send", showSend);
