import { byId } from "./api.js";

const LIMIT = 200;

// A list of cards, newest first, made from a template; at most LIMIT of them.

export class Cards {

	constructor(name, template) {
		this.name = name;
		this.list = byId(name);
		this.empty = byId(name + "-empty");
		this.template = byId(template);
	}

	clear() {
		this.list.replaceChildren();
		this.empty.hidden = false;
	}

	has(id) {
		return Boolean(byId(this.name + "-" + id));
	}

	card(id) {
		let item = byId(this.name + "-" + id);
		if (!item) {
			item = this.template.content.firstElementChild.cloneNode(true);
			item.id = this.name + "-" + id;
			this.list.prepend(item);
			while (this.list.childElementCount > LIMIT) {
				this.list.lastElementChild.remove();
			}
		}
		this.empty.hidden = true;
		return item;
	}

}
