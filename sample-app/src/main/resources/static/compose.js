import { byId, call, say } from "./api.js";
import { showNewSend } from "./board.js";
import { on } from "./events.js";

const FIELDS = ["from", "to", "cc", "bcc", "subject", "text", "html", "image", "attachments", "priority", "repeat",
	"interval", "token"];
const MAX_OCTETS = 16 * 1024 * 1024;

const form = byId("compose");

function showErrors(errors) {
	byId("form-error").textContent = "";
	for (const field of FIELDS) {
		const text = errors[field] || "";
		byId(field + "-error").textContent = text && text[0].toUpperCase() + text.slice(1);
		byId(field).setAttribute("aria-invalid", String(Boolean(text)));
		if (text && byId(field).closest("details")) {
			byId(field).closest("details").open = true;
		}
	}
	const first = FIELDS.find((field) => errors[field]);
	if (first) {
		byId(first).focus();
	}
}

// What the server does not even look at it cannot explain either.
function octets() {
	return [byId("attachments"), byId("image")].flatMap((input) => [...input.files])
		.reduce((sum, file) => sum + file.size, 0);
}

form.addEventListener("submit", async (event) => {
	if (event.submitter === byId("preview-button")) {
		byId("preview").hidden = false;
		return;
	}
	event.preventDefault();
	showErrors({});
	if (octets() > MAX_OCTETS) {
		showErrors({ attachments: "attach less: up to 5 files, 5 MB together" });
		return;
	}
	try {
		showNewSend(await call("POST", "sends", new FormData(form)));
	}
	catch (error) {
		showErrors(error.fields || {});
		if (!error.fields || Object.keys(error.fields).length === 0) {
			say(error);
		}
	}
});

byId("preview-button").formTarget = "preview";

byId("slow").addEventListener("change", async (event) => {
	try {
		await call("PUT", "server/slow", { slow: event.target.checked });
	}
	catch (error) {
		event.target.checked = !event.target.checked;
		say(error);
	}
});

on("server", (server) => {
	byId("slow").checked = server.slow;
});
