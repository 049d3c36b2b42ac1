import { byId } from "./api.js";

const MEMORY = 2000;
const SCREEN = 20;
const QUIET_MILLIS = 40;

// A list of cards, newest first. It may hold many values: only a screenful is shown until
// somebody wants more. What the server has rendered already is taken over as it is.

export class Cards {

	constructor(name, template, show) {
		this.name = name;
		this.list = byId(name);
		this.empty = byId(name + "-empty");
		this.more = byId(name + "-more");
		this.template = byId(template);
		this.show = show;
		this.wanted = () => true;
		this.rendered = () => {};
		this.limit = SCREEN;
		this.forget();
		this.more.addEventListener("click", () => {
			const first = this.list.childElementCount;
			this.limit += 4 * SCREEN;
			this.render();
			this.list.children[first]?.querySelector("button:not([hidden]), [tabindex]")?.focus();
			if (document.activeElement === document.body) {
				this.list.children[first]?.focus();
			}
		});
	}

	/** Everything will be told anew; what is shown stays until that is done. */
	forget() {
		this.values = new Map();
		this.told = false;
	}

	allTold() {
		this.told = true;
		this.render();
	}

	has(id) {
		return this.values.has(String(id));
	}

	put(value) {
		this.values.set(String(value.id), value);
		if (this.values.size > MEMORY) {
			this.values.delete(this.values.keys().next().value);
		}
		if (this.told && !this.timer) {
			this.timer = setTimeout(() => this.render(), QUIET_MILLIS);
		}
	}

	all() {
		return [...this.values.values()];
	}

	select(wanted) {
		this.wanted = wanted;
		this.limit = SCREEN;
		this.render();
	}

	render() {
		clearTimeout(this.timer);
		this.timer = undefined;
		const wanted = this.all().filter(this.wanted).reverse();
		const keep = new Set();
		let place = this.list.firstElementChild;
		for (const value of wanted.slice(0, this.limit)) {
			const item = this.card(value);
			keep.add(item);
			if (item === place) {
				place = place.nextElementSibling;
			}
			else {
				this.list.insertBefore(item, place);
			}
		}
		for (const item of [...this.list.children]) {
			// Whoever is at a card's button shall not lose the place.
			if (!keep.has(item) && !item.contains(document.activeElement)) {
				item.remove();
			}
		}
		this.more.hidden = wanted.length <= this.limit;
		this.empty.hidden = this.list.childElementCount > 0;
		this.rendered();
	}

	card(value) {
		let item = byId(this.name + "-" + value.id);
		if (!item) {
			item = this.template.content.firstElementChild.cloneNode(true);
			item.id = this.name + "-" + value.id;
		}
		if (item.shown !== value) {
			item.shown = value;
			this.show(item, value);
		}
		return item;
	}

}
