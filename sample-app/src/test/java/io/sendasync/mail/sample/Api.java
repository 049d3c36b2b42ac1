package io.sendasync.mail.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Speaks to the application over HTTP, as curl would.
 */
final class Api {

	static final String ARROWS = "\u2190\u2191\u2192\u2193";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final HttpClient http = HttpClient.newHttpClient();

	private final String base;

	Api(int port) {
		this.base = "http://localhost:" + port + "/";
	}

	HttpResponse<String> call(String method, String path, String json, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path)).timeout(PATIENCE);
		request.method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			return this.http.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(method + " " + path + " failed", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	HttpResponse<String> json(String method, String path, String json) {
		return call(method, path, json, "Content-Type", "application/json");
	}

	DocumentContext get(String path) {
		HttpResponse<String> response = call("GET", path, "");
		assertThat(response.statusCode()).isEqualTo(200);
		return JsonPath.parse(response.body());
	}

	String send(String to, String subject, String text, String token) {
		HttpResponse<String> response = json("POST", "api/sends", """
				{"from": "Jane Ø Clayton <jane@contoso.com>", "to": "%s", "subject": "%s", "text": "%s", "token": "%s"}
				""".formatted(to, subject, text, token));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
		String id = JsonPath.read(response.body(), "$.id");
		assertThat(response.headers().firstValue("Location")).hasValue(this.base + "api/sends/" + id);
		return id;
	}

	DocumentContext awaitStatus(String id, String status) {
		return await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(50))
			.until(() -> get("api/sends/" + id), (send) -> status.equals(send.read("$.status")));
	}

	DocumentContext awaitEnd(String id) {
		return await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(50))
			.until(() -> get("api/sends/" + id), (send) -> send.<Boolean>read("$.ended"));
	}

	void awaitNoPending() {
		await().atMost(PATIENCE)
			.until(() -> get("api/sends").<List<Object>>read("$[?(@.ended == false)]"), List::isEmpty);
	}

	DocumentContext cancel(String id) {
		HttpResponse<String> response = call("DELETE", "api/sends/" + id, "");
		assertThat(response.statusCode()).isEqualTo(200);
		return JsonPath.parse(response.body());
	}

	void slow(boolean slow) {
		HttpResponse<String> response = json("PUT", "api/server/slow", "{\"slow\": " + slow + "}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(JsonPath.<Boolean>read(response.body(), "$.slow")).isEqualTo(slow);
	}

	DocumentContext weather(String name) {
		HttpResponse<String> response = json("PUT", "api/server/weather", "{\"weather\": \"" + name + "\"}");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(JsonPath.<String>read(response.body(), "$.weather")).isEqualTo(name);
		return JsonPath.parse(response.body());
	}

	List<String> inboxSubjects() {
		return get("api/inbox").read("$.mails[*].subject");
	}

	EventLog events() {
		return new EventLog(this.http, URI.create(this.base + "api/sends/events"));
	}

}
