export const byId = (id) => document.getElementById(id);

export async function call(method, path, body) {
	const options = { method };
	if (body instanceof FormData) {
		options.body = body;
	}
	else if (body !== undefined) {
		options.headers = { "Content-Type": "application/json" };
		options.body = JSON.stringify(body);
	}
	const response = await fetch("api/" + path, options);
	const answer = await response.json().catch(() => ({}));
	if (!response.ok) {
		const error = new Error(answer.detail || "The application answered " + response.status + ".");
		error.fields = answer.errors || {};
		throw error;
	}
	return answer;
}

export function say(error, where = "form-error") {
	byId(where).textContent = (error instanceof TypeError)
		? "The application does not answer. Is it still running?" : error.message;
}
