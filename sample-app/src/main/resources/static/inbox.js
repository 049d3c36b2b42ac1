import { byId } from "./api.js";
import { Cards } from "./cards.js";
import { on } from "./events.js";
import { openMail } from "./mail.js";

const cards = new Cards("inbox", "mail-template", showMail);

function showMail(item, mail) {
	item.querySelector(".title").textContent = mail.subject || "(no subject)";
	item.querySelector("time").textContent = new Date(mail.receivedAt).toLocaleTimeString();
	item.querySelector("time").dateTime = mail.receivedAt;
	item.querySelector(".meta").textContent = mail.from + " → " + mail.to.join(", ");
	item.querySelector(".body").textContent = mail.text;
	item.querySelector(".open").onclick = () => openMail(mail.id);
}

on("start", () => cards.forget());
on("server", (server) => {
	byId("inbox-empty").textContent = server.embedded ? "No mail yet." : server.explanation;
});
on("mail", (mail) => cards.put(mail));
on("told", () => cards.allTold());
