import { byId, call, say } from "./api.js";
import { showNewSend } from "./board.js";
import { on } from "./events.js";

const form = byId("weather");

// What the server has, what was chosen here, and whether the server is being told.
let current;
let chosen;
let telling = false;

function show(weather) {
	for (const choice of form.elements.weather) {
		choice.checked = choice.value === weather;
	}
}

// One request after the other: arrow keys choose faster than the server answers, and the last choice counts.
async function tell() {
	telling = true;
	try {
		while (chosen !== current) {
			current = (await call("PUT", "server/weather", { weather: chosen })).weather;
		}
	}
	catch (error) {
		say(error, "weather-error");
	}
	telling = false;
	show(current);
}

form.addEventListener("change", (event) => {
	byId("weather-error").textContent = "";
	chosen = event.target.value;
	if (!telling) {
		tell();
	}
});

form.addEventListener("submit", async (event) => {
	event.preventDefault();
	byId("weather-error").textContent = "";
	try {
		showNewSend(await call("POST", "server/weather/trials", {}));
	}
	catch (error) {
		say(error, "weather-error");
	}
});

on("server", (server) => {
	if (!telling) {
		current = server.weather;
		show(current);
	}
});
