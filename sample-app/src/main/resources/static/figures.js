import { byId } from "./api.js";

export const number = (value) => Math.round(value).toLocaleString("en");

// A bar made of outcomes, with their numbers below it. What is left up to "whole" stays empty.

export function showOutcomes(name, outcomes, whole) {
	const entries = Object.entries(outcomes);
	const sum = Math.max(whole || 0, entries.reduce((total, [, count]) => total + count, 0)) || 1;
	byId(name + "-bar").replaceChildren(...entries.map(([outcome, count]) => {
		const part = document.createElement("span");
		part.dataset.status = outcome;
		part.style.width = (100 * count / sum) + "%";
		return part;
	}));
	byId(name + "-totals").replaceChildren(...entries.map(([outcome, count]) => {
		const item = document.createElement("li");
		item.dataset.status = outcome;
		item.textContent = number(count) + " " + outcome;
		return item;
	}));
}
