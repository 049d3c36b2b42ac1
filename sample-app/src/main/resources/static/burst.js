import { byId, call, say } from "./api.js";
import { number, showOutcomes } from "./figures.js";

const POLL_MILLIS = 300;
const COUNT = 1000;

let polling = false;

function show(burst) {
	if (!burst.count) {
		return;
	}
	const { completed, failed, unknown, cancelled } = burst;
	const ended = completed + failed + unknown + cancelled;
	byId("burst-rate").textContent = number(burst.perSecond);
	byId("burst-ended").textContent = number(ended);
	byId("burst-arrived").textContent = number(burst.arrived);
	showOutcomes("burst", { completed, failed, unknown, cancelled }, burst.count);
	byId("burst-bar").setAttribute("aria-valuemax", burst.count);
	byId("burst-bar").setAttribute("aria-valuenow", ended);
	showRunning(burst.running);
	if (!burst.running) {
		byId("burst-state").textContent = "The last burst took " + (burst.millis / 1000).toFixed(1) + " s: "
			+ number(burst.perSecond) + " messages a second.";
	}
}

function showRunning(running) {
	// The focus goes to the button that works now, if it was on the other one.
	const focused = document.activeElement;
	byId("burst-start").disabled = running;
	byId("burst-cancel").disabled = !running;
	if (running && focused === byId("burst-start")) {
		byId("burst-cancel").focus();
	}
	else if (!running && focused === byId("burst-cancel")) {
		byId("burst-start").focus();
	}
}

async function poll() {
	let burst = { running: false };
	try {
		burst = await call("GET", "burst");
		show(burst);
	}
	catch (error) {
		say(error, "burst-error");
	}
	polling = Boolean(burst.running);
	if (polling) {
		setTimeout(poll, POLL_MILLIS);
	}
}

function follow() {
	if (!polling) {
		polling = true;
		poll();
	}
}

byId("burst-start").addEventListener("click", async () => {
	byId("burst-error").textContent = "";
	byId("burst-state").textContent = "Running.";
	showRunning(true);
	try {
		show(await call("POST", "burst", { count: COUNT }));
		follow();
	}
	catch (error) {
		byId("burst-state").textContent = "";
		showRunning(false);
		say(error, "burst-error");
	}
});

byId("burst-cancel").addEventListener("click", async () => {
	try {
		show(await call("DELETE", "burst"));
	}
	catch (error) {
		say(error, "burst-error");
	}
});

follow();
