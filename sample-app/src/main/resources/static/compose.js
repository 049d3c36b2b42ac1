import { byId, call, say } from "./api.js";
import { showNewSend } from "./board.js";
import { on } from "./events.js";

const FIELDS = ["from", "to", "subject", "text", "token"];

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
		showNewSend(await call("POST", "sends", Object.fromEntries(new FormData(event.target))));
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
