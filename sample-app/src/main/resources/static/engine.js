import { byId, call, say } from "./api.js";
import { number, showOutcomes } from "./figures.js";

const POLL_MILLIS = 1000;
const SAMPLES = 60;
const TIMES = { sending: "a send", waiting: "waiting for a connection", connecting: "connecting" };

const rates = [];

let last;
let paused = false;

function show(engine) {
	const totals = engine.statistics;
	paused = engine.paused;
	byId("engine-in-flight").textContent = number(totals.inFlight);
	byId("engine-queued").textContent = number(totals.queued);
	showLanes(engine.lanes);
	showOutcomes("engine", { completed: totals.accepted, failed: totals.failed, unknown: totals.unknown,
		cancelled: totals.cancelled });
	showTimes(engine);
	byId("engine").dataset.state = paused ? "paused" : "running";
	byId("engine-pause").textContent = paused ? "Resume" : "Pause";
	const state = paused ? "Paused: the client takes no sends." : "The client takes sends.";
	if (byId("engine-state").textContent !== state) {
		byId("engine-state").textContent = state;
	}
}

// Only the regular looks count: a button's answer may come at any time.
function showRate(engine) {
	const totals = engine.statistics;
	const ended = totals.accepted + totals.failed + totals.unknown;
	const rate = last ? 1000 * (ended - last.ended) / Math.max(1, engine.millis - last.millis) : 0;
	last = { ended, millis: engine.millis };
	rates.push(rate);
	rates.splice(0, rates.length - SAMPLES);
	const most = Math.max(1, ...rates);
	byId("engine-rate").textContent = number(rate);
	byId("engine-graph").querySelector("polyline").setAttribute("points",
		rates.map((value, index) => (SAMPLES - rates.length + index) + "," + (19 - 18 * value / most).toFixed(2)).join(" "));
	byId("engine-graph").setAttribute("aria-label", "Ends a second, over the last minute: now " + number(rate)
		+ ", at most " + number(most));
}

function showLanes(lanes) {
	const states = [];
	for (let index = 0; index < Math.max(lanes.max, lanes.busy + lanes.idle); index++) {
		states.push(index < lanes.busy ? "busy" : index < lanes.busy + lanes.idle ? "idle" : "closed");
	}
	byId("engine-lanes").replaceChildren(...states.map((state) => {
		const lane = document.createElement("span");
		lane.dataset.lane = state;
		return lane;
	}));
	const text = lanes.busy + " busy, " + lanes.idle + " idle, of at most " + lanes.max;
	byId("engine-lanes").setAttribute("aria-label", text);
	byId("engine-lanes-text").textContent = text;
}

function showTimes(engine) {
	byId("engine-times").replaceChildren(...Object.entries(TIMES).map(([name, label]) => {
		const row = document.createElement("tr");
		const head = document.createElement("th");
		head.scope = "row";
		head.textContent = label;
		const times = engine[name];
		row.append(head, ...[number(times.count), millis(times.meanMillis), millis(times.maxMillis)].map((text) => {
			const cell = document.createElement("td");
			cell.textContent = text;
			return cell;
		}));
		return row;
	}));
}

function millis(value) {
	return (value < 10 ? value.toFixed(1) : number(value)) + " ms";
}

async function act(method, path, body) {
	byId("engine-error").textContent = "";
	try {
		show(await call(method, "engine/" + path, body));
	}
	catch (error) {
		say(error, "engine-error");
	}
}

byId("engine-pause").addEventListener("click", () => act("PUT", "paused", { paused: !paused }));
byId("engine-retire").addEventListener("click", () => act("DELETE", "lanes"));

async function poll() {
	if (!document.hidden) {
		try {
			const engine = await call("GET", "engine");
			show(engine);
			showRate(engine);
		}
		catch {
			// The connection's state in the header says it.
		}
	}
	setTimeout(poll, POLL_MILLIS);
}

poll();
