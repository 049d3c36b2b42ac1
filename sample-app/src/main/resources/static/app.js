import { byId, call, say } from "./api.js";
import { openMail } from "./mail.js";

const LIMIT = 200;
const FIELDS = ["from", "to", "subject", "text", "token"];
const LABELS = { committed: "waiting for reply" };

const list = { sends: byId("sends"), inbox: byId("inbox") };

// --- Compose --------------------------------------------------------------------------

function showErrors(errors) {
	byId("form-error").textContent = "";
	for (const field of FIELDS) {
		const text = errors[field] || "";
		byId(field + "-error").textContent = text && text[0].toUpperCase() + text.slice(1);
		byId(field).setAttribute("aria-invalid", String(Boolean(text)));
	}
	const first = FIELDS.find((field) => errors[field]);
	if (first) {
		byId(first).focus();
	}
}

byId("compose").addEventListener("submit", async (event) => {
	event.preventDefault();
	showErrors({});
	try {
		const send = await call("POST", "sends", Object.fromEntries(new FormData(event.target)));
		// The answer may come later than the events that tell what happened since.
		if (!byId("sends-" + send.id)) {
			showSend(send);
		}
		byId("sends-" + send.id).scrollIntoView({ block: "nearest" });
	}
	catch (error) {
		showErrors(error.fields || {});
		if (!error.fields || Object.keys(error.fields).length === 0) {
			say(error);
		}
	}
});

byId("slow").addEventListener("change", async (event) => {
	try {
		showServer(await call("PUT", "server/slow", { slow: event.target.checked }));
	}
	catch (error) {
		event.target.checked = !event.target.checked;
		say(error);
	}
});

// --- Sends ----------------------------------------------------------------------------

function card(listName, id, template) {
	const cardId = listName + "-" + id;
	let item = byId(cardId);
	if (!item) {
		item = byId(template).content.firstElementChild.cloneNode(true);
		item.id = cardId;
		list[listName].prepend(item);
		while (list[listName].childElementCount > LIMIT) {
			list[listName].lastElementChild.remove();
		}
	}
	byId(listName + "-empty").hidden = true;
	return item;
}

function showSend(send) {
	const item = card("sends", send.id, "send-template");
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

// --- Inbox and server -----------------------------------------------------------------

function showMail(mail) {
	const item = card("inbox", mail.id, "mail-template");
	item.querySelector(".title").textContent = mail.subject || "(no subject)";
	item.querySelector("time").textContent = new Date(mail.receivedAt).toLocaleTimeString();
	item.querySelector("time").dateTime = mail.receivedAt;
	item.querySelector(".meta").textContent = mail.from + " → " + mail.to.join(", ");
	item.querySelector(".body").textContent = mail.text;
	item.querySelector(".open").onclick = () => openMail(mail.id);
}

function showServer(server) {
	document.body.classList.toggle("external", !server.embedded);
	byId("slow").checked = server.slow;
	byId("server").textContent = server.explanation;
	byId("inbox-empty").textContent = server.embedded ? "No mail yet." : server.explanation;
}

// --- Events ---------------------------------------------------------------------------

function connected(live, text) {
	byId("connection").dataset.state = live ? "live" : "waiting";
	byId("connection").textContent = text;
}

function follow() {
	const events = new EventSource("api/sends/events");
	const on = (name, show) => events.addEventListener(name, (event) => show(JSON.parse(event.data)));
	// Everything is told anew after each connect.
	on("start", () => {
		for (const name of Object.keys(list)) {
			list[name].replaceChildren();
			byId(name + "-empty").hidden = false;
		}
		connected(true, "Live");
	});
	on("server", showServer);
	on("send", showSend);
	on("mail", showMail);
	events.onerror = () => {
		connected(false, "Connection lost, trying again…");
		if (events.readyState === EventSource.CLOSED) {
			setTimeout(follow, 3000);
		}
	};
}

follow();
