import { byId, call, say } from "./api.js";

// What a mail says comes from anybody: it becomes text nodes, and its HTML is loaded into a
// frame that may run nothing and whose document may load nothing.

const MAX_SOURCE = 200_000;
const VIEWS = ["html", "text", "source"];
const METHODS = { REQUEST: "Invitation", CANCEL: "Cancelled event", REPLY: "Answer to an invitation" };

const dialog = byId("mail");
let shown = 0;

export async function openMail(id) {
	try {
		show(await call("GET", "inbox/" + id));
	}
	catch (error) {
		say(error);
	}
}

function show(mail) {
	shown = mail.id;
	byId("mail-error").textContent = "";
	byId("mail-subject").textContent = mail.subject || "(no subject)";
	byId("mail-fields").replaceChildren(...fields({
		From: mail.from.join(", "), To: mail.to.join(", "), Cc: mail.cc.join(", "),
		Date: mail.date && new Date(mail.date).toLocaleString(),
		Priority: mail.priority === "normal" ? "" : mail.priority
	}));
	showInvitation(mail.invitation);
	showFrame(mail);
	byId("mail-text").textContent = mail.text || "";
	byId("mail-source").textContent = "";
	showFiles(mail);
	byId("tab-html").hidden = !mail.html;
	byId("tab-text").hidden = mail.text === null;
	select(mail.html ? "html" : mail.text === null ? "source" : "text");
	if (!dialog.open) {
		dialog.showModal();
	}
	byId("mail-subject").focus();
	dialog.scrollTop = 0;
}

function fields(values) {
	return Object.entries(values).filter(([, value]) => value).flatMap(([name, value]) => {
		const term = document.createElement("dt");
		term.textContent = name;
		const text = document.createElement("dd");
		text.dir = "auto";
		text.textContent = value;
		return [term, text];
	});
}

function showInvitation(invitation) {
	byId("mail-invitation").hidden = !invitation;
	if (invitation) {
		byId("invitation-method").textContent = METHODS[invitation.method] || "Calendar entry";
		byId("invitation-fields").replaceChildren(...fields({
			What: invitation.summary, Start: invitation.start, End: invitation.end,
			Where: invitation.location, Organizer: invitation.organizer
		}));
	}
}

function showFrame(mail) {
	const frame = document.createElement("iframe");
	frame.setAttribute("sandbox", "");
	frame.referrerPolicy = "no-referrer";
	frame.title = "HTML text of the mail";
	frame.src = "api/inbox/" + mail.id + "/html";
	byId("mail-html").replaceChildren(...(mail.html ? [frame] : []));
}

function showFiles(mail) {
	byId("mail-files").hidden = mail.attachments.length === 0;
	byId("mail-files").querySelector("ul").replaceChildren(...mail.attachments.map((file) => {
		const link = document.createElement("a");
		link.href = "api/inbox/" + mail.id + "/parts/" + file.part;
		link.download = "";
		link.dir = "auto";
		link.textContent = file.name;
		const item = document.createElement("li");
		item.append(link, " ", size(file.size) + ", " + file.type);
		return item;
	}));
}

function size(octets) {
	return octets < 1024 ? octets + " bytes" : octets < 1024 * 1024 ? Math.round(octets / 1024) + " KB"
		: (octets / 1024 / 1024).toFixed(1) + " MB";
}

// --- Tabs -----------------------------------------------------------------------------

function select(view) {
	for (const name of VIEWS) {
		const tab = byId("tab-" + name);
		tab.setAttribute("aria-selected", String(name === view));
		tab.tabIndex = name === view ? 0 : -1;
		byId("mail-" + name).hidden = name !== view;
	}
	if (view === "source" && !byId("mail-source").textContent) {
		loadSource(shown);
	}
}

async function loadSource(id) {
	try {
		const response = await fetch("api/inbox/" + id + "/source");
		const source = await response.text();
		if (id === shown) {
			byId("mail-source").textContent = response.ok ? shorten(source) : "The mail is not there any more.";
		}
	}
	catch (error) {
		say(error, "mail-error");
	}
}

function shorten(source) {
	return source.length <= MAX_SOURCE ? source
		: source.slice(0, MAX_SOURCE) + "\n… and " + (source.length - MAX_SOURCE) + " more characters";
}

for (const view of VIEWS) {
	byId("tab-" + view).addEventListener("click", () => select(view));
}

byId("mail-tabs").addEventListener("keydown", (event) => {
	const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
	if (step) {
		const tabs = VIEWS.map((view) => byId("tab-" + view)).filter((tab) => !tab.hidden);
		const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
		next.focus();
		next.click();
	}
});

byId("mail-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => byId("mail-html").replaceChildren());
