package io.sendasync.mail.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.SendCompleted;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.ResolvableType;
import org.springframework.core.ResolvableTypeProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SendCompletedEvent}: which listeners hear which tokens.
 */
class SendCompletedEventTests {

	private static SmtpTestServer server;

	private static SmtpClient client;

	@BeforeAll
	static void start() {
		server = SmtpTestServer.start();
		client = SmtpClient.builder().host(server.host()).port(server.port()).build();
	}

	@AfterAll
	static void stop() {
		client.close();
		server.close();
	}

	static List<Heard> tokens() {
		return List.of(new Heard(new OrderId(1), "OrderId", "MailTag", "all", "listener of OrderId"),
				new Heard(new InvoiceId(1), "InvoiceId", "MailTag", "all"), new Heard("text", "String", "all"),
				new Heard(Kind.PLAIN, "Kind", "all"), new Heard(Kind.WITH_BODY, "Kind", "all"),
				new Heard(List.of(1), "all"), new Heard(new Ref<>("x"), "all"),
				new Heard(new TypedRef(List.of("x")), "TypedRef", "all"), new Heard(new Object(), "Object", "all"),
				new Heard(null, "all"));
	}

	@ParameterizedTest
	@MethodSource("tokens")
	void listenersHearTheirOwnTokensOnly(Heard expected) throws Exception {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Listeners.class,
				OrderListener.class)) {
			context.publishEvent(new SendCompletedEvent<>(completed(expected.token())));

			List<String> heard = new ArrayList<>(context.getBean(Listeners.class).heard);
			heard.addAll(context.getBean(OrderListener.class).heard);
			assertThat(heard).containsExactlyInAnyOrderElementsOf(expected.by());
		}
	}

	@Test
	void carriesWhatTheNotificationCarries() throws Exception {
		OrderId token = new OrderId(7);
		SendCompleted<OrderId> completed = completed(token);

		SendCompletedEvent<OrderId> event = new SendCompletedEvent<>(completed);

		assertThat(event.completed()).isSameAs(completed);
		assertThat(event.getSource()).isSameAs(client);
		assertThat(event.userToken()).isSameAs(token);
		assertThat(event.receipt()).isSameAs(completed.receipt()).isNotNull();
		assertThat(event.error()).isNull();
		assertThat(event.cancelled()).isFalse();
		assertThat(event.succeeded()).isTrue();
	}

	@Test
	void toStringHasNoToken() throws Exception {
		assertThat(new SendCompletedEvent<>(completed("top-secret"))).asString().doesNotContain("top-secret");
	}

	private static <T> SendCompleted<T> completed(@Nullable T token) throws Exception {
		MailMessage message = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hello");
		SendOperation operation = client.sendAsync(message, token);
		return new SendCompleted<>(client, operation, token, false, null, operation.get(10, TimeUnit.SECONDS));
	}

	record Heard(@Nullable Object token, List<String> by) {

		Heard(@Nullable Object token, String... by) {
			this(token, List.of(by));
		}

	}

	sealed interface MailTag permits OrderId, InvoiceId {

	}

	record OrderId(long value) implements MailTag {
	}

	record InvoiceId(long value) implements MailTag {
	}

	record Ref<T>(T value) {
	}

	record TypedRef(List<String> value) implements ResolvableTypeProvider {

		@Override
		public ResolvableType getResolvableType() {
			return ResolvableType.forClassWithGenerics(List.class, String.class);
		}

	}

	enum Kind {

		PLAIN,

		WITH_BODY {
			@Override
			public String toString() {
				return "with a class of its own";
			}
		}

	}

	static class Listeners {

		final List<String> heard = new CopyOnWriteArrayList<>();

		@EventListener
		void order(SendCompletedEvent<OrderId> event) {
			this.heard.add("OrderId");
		}

		@EventListener
		void invoice(SendCompletedEvent<InvoiceId> event) {
			this.heard.add("InvoiceId");
		}

		@EventListener
		void tag(SendCompletedEvent<? extends MailTag> event) {
			this.heard.add("MailTag");
		}

		@EventListener
		void string(SendCompletedEvent<String> event) {
			this.heard.add("String");
		}

		@EventListener
		void kind(SendCompletedEvent<Kind> event) {
			this.heard.add("Kind");
		}

		@EventListener
		void typed(SendCompletedEvent<List<String>> event) {
			this.heard.add("TypedRef");
		}

		@EventListener
		void object(SendCompletedEvent<Object> event) {
			this.heard.add("Object");
		}

		@EventListener
		void all(SendCompletedEvent<?> event) {
			this.heard.add("all");
		}

	}

	static class OrderListener implements ApplicationListener<SendCompletedEvent<OrderId>> {

		final List<String> heard = new CopyOnWriteArrayList<>();

		@Override
		public void onApplicationEvent(SendCompletedEvent<OrderId> event) {
			this.heard.add("listener of OrderId");
		}

	}

}
