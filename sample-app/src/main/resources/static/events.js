import { byId } from "./api.js";

// One event stream for all panels of a page. "start" comes first after each connect, then
// everything that there is is told anew: panels forget what they show when it comes.

const handlers = new Map();

export function on(name, show) {
	handlers.set(name, [...(handlers.get(name) || []), show]);
}

function connected(live, text) {
	byId("connection").dataset.state = live ? "live" : "waiting";
	byId("connection").textContent = text;
}

let events;

function follow() {
	events = new EventSource("api/sends/events");
	for (const [name, shows] of handlers) {
		events.addEventListener(name, (event) => {
			const data = JSON.parse(event.data);
			shows.forEach((show) => show(data));
		});
	}
	events.onerror = ({ target }) => {
		connected(false, "Connection lost, trying again…");
		if (target.readyState === EventSource.CLOSED) {
			setTimeout(follow, 3000);
		}
	};
}

on("start", () => connected(true, "Live"));
on("server", (server) => {
	document.body.classList.toggle("external", !server.embedded);
	byId("server").textContent = server.explanation;
});

// A page that waits to be gone back to would keep its connection, of which a browser allows six.
addEventListener("pagehide", () => events?.close());
addEventListener("pageshow", (event) => event.persisted && follow());

// All scripts of the page have said what they want to hear by then.
document.addEventListener("DOMContentLoaded", follow);
