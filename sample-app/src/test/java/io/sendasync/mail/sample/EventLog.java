package io.sendasync.mail.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/**
 * The lines of an event stream, as they come.
 */
final class EventLog implements AutoCloseable {

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final Stream<String> stream;

	EventLog(HttpClient http, URI uri) {
		HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream").build();
		this.stream = http.sendAsync(request, BodyHandlers.ofLines()).join().body();
		Thread reader = new Thread(() -> this.stream.forEach(this.lines::add), "event-log");
		reader.setDaemon(true);
		reader.setUncaughtExceptionHandler((thread, ex) -> {
			// The stream ends so when it is closed.
		});
		reader.start();
	}

	String awaitLine(String... parts) {
		return await().atMost(Duration.ofSeconds(20))
			.until(() -> this.lines.stream().filter((line) -> Stream.of(parts).allMatch(line::contains)).findFirst(),
					Optional::isPresent)
			.orElseThrow();
	}

	@Override
	public void close() {
		this.stream.close();
	}

}
