package io.sendasync.mail.message;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What the builder refuses, what it keeps, and what is fixed when it builds.
 */
class MailMessageTest {

	private static MailMessageBuilder message() {
		return MailMessage.builder().from("jane@contoso.com").to("ben@contoso.com");
	}

	/** Field, a faulty use of it, the position of the fault. */
	static Stream<Arguments> faults() {
		String bad = "secret\r\nBcc: x@x.example";
		return Stream.of(fault("from", 6, (builder) -> builder.from(bad)),
				fault("sender", 6, (builder) -> builder.sender(bad)),
				fault("replyTo", 6, (builder) -> builder.replyTo(bad)), fault("to", 6, (builder) -> builder.to(bad)),
				fault("cc", 19, (builder) -> builder.cc("a@secret.example, <")),
				fault("bcc", 6, (builder) -> builder.bcc(bad)), fault("subject", 6, (builder) -> builder.subject(bad)),
				fault("text", 6, (builder) -> builder.text("secret\0")),
				fault("html", 6, (builder) -> builder.html("secret\uD800x")),
				fault("header name", 6, (builder) -> builder.header(bad, "x")),
				fault("header X-Test", 6, (builder) -> builder.header("X-Test", bad)),
				fault("header References", 6, (builder) -> builder.header("References", "secret\u00E9")),
				fault("messageId", 6, (builder) -> builder.messageId(bad)));
	}

	private static Arguments fault(String field, int position, UnaryOperator<MailMessageBuilder> use) {
		return arguments(field, position, use);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("faults")
	void faultIsReportedWithFieldAndPositionButNotTheValue(String field, int position,
			UnaryOperator<MailMessageBuilder> use) {
		MailMessageBuilder builder = MailMessage.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> use.apply(builder))
			.withMessageContaining(field)
			.withMessageContaining("position " + position)
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "subject\n", "subject\r", "a\tb", "\u0000", "\u007F", "\u0085", "\u2028", "\uDC00" })
	void subjectIsOneLine(String subject) {
		assertThatIllegalArgumentException().isThrownBy(() -> message().subject(subject))
			.withMessageStartingWith("subject ")
			.withMessageContaining("U+");
	}

	@Test
	void bodiesMayHaveLineBreaksAndTabs() {
		MailMessage message = message().text("a\r\nb\rc\nd\t\u0085").html("<p>\n").build();
		assertThat(message.text()).isEqualTo("a\r\nb\rc\nd\t\u0085");
		assertThat(message.html()).isEqualTo("<p>\n");
	}

	@Test
	void addressesAddUp() {
		MailMessage message = message().to("\"Clayton, Jane\" <j@x.example>, b@x.example")
			.to(MailAddress.parse("c@x.example"))
			.to(List.of(MailAddress.parse("d@x.example")))
			.cc("e@x.example")
			.cc(List.of(MailAddress.parse("f@x.example")))
			.bcc("g@x.example,\th@x.example")
			.replyTo("i@x.example")
			.replyTo(MailAddress.parse("k@x.example"))
			.build();
		assertThat(message.to()).extracting(MailAddress::address)
			.containsExactly("ben@contoso.com", "j@x.example", "b@x.example", "c@x.example", "d@x.example");
		assertThat(message.cc()).extracting(MailAddress::localPart).containsExactly("e", "f");
		assertThat(message.bcc()).extracting(MailAddress::localPart).containsExactly("g", "h");
		assertThat(message.replyTo()).extracting(MailAddress::localPart).containsExactly("i", "k");
	}

	@Test
	void listsCannotBeChanged() {
		MailMessage message = message().build();
		assertThat(message.to()).isUnmodifiable();
		assertThat(message.cc()).isUnmodifiable();
		assertThat(message.bcc()).isUnmodifiable();
		assertThat(message.replyTo()).isUnmodifiable();
		assertThat(message.headers()).isUnmodifiable();
		assertThat(message.attachments()).isUnmodifiable();
		assertThat(message.linkedResources()).isUnmodifiable();
		assertThat(message.alternateViews()).isUnmodifiable();
		assertThat(message.deliveryNotification()).isUnmodifiable();
	}

	@Test
	void builderThatGoesOnDoesNotChangeWhatItBuilt() {
		MailMessageBuilder builder = message();
		MailMessage first = builder.build();
		builder.to("late@x.example")
			.header("X-Late", "x")
			.html("<p>", LinkedResource.of("id", new byte[1], "image/png"))
			.alternateView(AlternateView.of("text/calendar", "x"))
			.attachment(Attachment.of("a.txt", new byte[1], "text/plain"))
			.deliveryNotification(DeliveryNotification.DELAY)
			.build();
		assertThat(first.to()).hasSize(1);
		assertThat(first.headers()).isEmpty();
		assertThat(first.linkedResources()).isEmpty();
		assertThat(first.alternateViews()).isEmpty();
		assertThat(first.attachments()).isEmpty();
		assertThat(first.deliveryNotification()).isEmpty();
	}

	@Test
	void dateAndMessageIdAreFixedByBuild() {
		MailMessageBuilder builder = message();
		MailMessage message = builder.build();
		assertThat(message.messageId()).isEqualTo(message.messageId()).matches("<[0-9a-f-]{36}@contoso\\.com>");
		assertThat(message.date()).isEqualTo(message.date())
			.isCloseTo(OffsetDateTime.now(message.date().getOffset()), within(Duration.ofMinutes(1)));
		assertThat(message.date().truncatedTo(ChronoUnit.SECONDS)).isEqualTo(message.date());
		assertThat(builder.build().messageId()).isNotEqualTo(message.messageId());
	}

	@Test
	void generatedMessageIdTellsNothingOfTheMachine() {
		assertThat(MailMessage.builder().build().messageId()).endsWith("@localhost>");
		assertThat(MailMessage.builder().from("j@b\u00FCcher.example").build().messageId())
			.endsWith("@xn--bcher-kva.example>");
		assertThat(MailMessage.builder().from("j@[192.0.2.1]").build().messageId()).endsWith("@[192.0.2.1]>");
	}

	@Test
	void copyRenewsWhatWasGeneratedAndKeepsWhatWasGiven() {
		OffsetDateTime date = OffsetDateTime.parse("2026-11-05T07:08:09+01:00");
		MailMessage generated = message().build();
		MailMessage given = message().messageId("1@contoso.com").date(date).build();
		assertThat(generated.toBuilder().build().messageId()).isNotEqualTo(generated.messageId());
		assertThat(given.toBuilder().build().messageId()).isEqualTo("<1@contoso.com>");
		assertThat(given.toBuilder().build().date()).isEqualTo(date);
		assertThat(given.toBuilder().build().toBuilder().build().messageId()).isEqualTo("<1@contoso.com>");
	}

	@Test
	void copyHasAllTheRest() {
		MailMessage message = message().sender("s@x.example")
			.replyTo("r@x.example")
			.cc("c@x.example")
			.bcc("b@x.example")
			.subject("subject")
			.text("text")
			.html("<p>", LinkedResource.of("id", new byte[1], "image/png"))
			.alternateView(AlternateView.of("text/calendar", "x"))
			.attachment(Attachment.of("a.txt", new byte[1], "text/plain"))
			.header("X-Test", "x")
			.priority(MailPriority.HIGH)
			.deliveryNotification(DeliveryNotification.FAILURE, DeliveryNotification.DELAY)
			.subjectCharset(StandardCharsets.ISO_8859_1)
			.bodyCharset(StandardCharsets.UTF_8)
			.messageId("1@x.example")
			.date(OffsetDateTime.parse("2026-11-05T07:08:09+01:00"))
			.build();
		assertThat(message.toBuilder().build()).usingRecursiveComparison().isEqualTo(message);
	}

	@Test
	void dateHasWholeSecondsAndAnOffsetOfWholeMinutes() {
		assertThat(message().date(ZonedDateTime.parse("2026-11-05T07:08:09.987+01:00[Europe/Berlin]")).build().date())
			.isEqualTo("2026-11-05T07:08:09+01:00");
		OffsetDateTime amsterdam = OffsetDateTime.parse("1920-01-01T00:00:00+00:19:32");
		OffsetDateTime date = message().date(amsterdam).build().date();
		assertThat(date.toInstant()).isEqualTo(amsterdam.toInstant());
		assertThat(date.getOffset().getTotalSeconds() % 60).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1900-01-01T00:00:00+00:00:30", "1900-01-01T00:00:00-00:00:30",
			"9998-12-31T23:59:59+17:59:59", "9998-12-31T23:59:59-17:59:59" })
	void datesAtTheEdgeHaveYearsOfFourDigitsFrom1900On(String text) {
		OffsetDateTime given = OffsetDateTime.parse(text);
		OffsetDateTime date = message().date(given).build().date();
		assertThat(date.getYear()).isBetween(1900, 9999);
		assertThat(date.toInstant()).isEqualTo(given.toInstant());
	}

	@ParameterizedTest
	@ValueSource(strings = { "1899-12-31T23:59:59Z", "9999-01-01T00:00:00Z", "-0001-01-01T00:00:00Z",
			"+999999999-12-31T23:59:59-18:00", "-999999999-01-01T00:00:00+18:00" })
	void otherYearsAreRefused(String date) {
		assertThatIllegalArgumentException().isThrownBy(() -> message().date(OffsetDateTime.parse(date)))
			.withMessageStartingWith("date ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a@b", "<a@b>", "<a@[192.0.2.1]>", "a+b=c/d@e" })
	void messageIdMayLackItsBrackets(String messageId) {
		assertThat(message().messageId(messageId).build().messageId()).startsWith("<").endsWith(">").contains("@");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<>", "a", "@", "a@", "@b", "<a@b", "a@b>", "a@b@c", "<a@b><c@d>", "a b@c", "a@b\r\n",
			"\u00E9@b", "<<a@b>>" })
	void whatIsNoMessageIdIsRefused(String messageId) {
		assertThatIllegalArgumentException().isThrownBy(() -> message().messageId(messageId))
			.withMessageStartingWith("messageId ");
	}

	@Test
	void messageIdFitsOnALine() {
		assertThat(message().messageId("a@" + "b".repeat(898)).build().messageId()).hasSize(902);
		assertThatIllegalArgumentException().isThrownBy(() -> message().messageId("a@" + "b".repeat(899)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Priority", "Importance", "Priority", "x-priority" })
	void priorityIsSetInOneWay(String name) {
		MailMessageBuilder builder = message().header(name, "1");
		assertThat(builder.build().headers()).hasSize(1);
		assertThatIllegalArgumentException().isThrownBy(() -> builder.priority(MailPriority.LOW).build())
			.withMessageContaining("priority");
	}

	@Test
	void neverIsAloneAmongTheNotifications() {
		assertThat(message().deliveryNotification(DeliveryNotification.NEVER).build().deliveryNotification())
			.containsExactly(DeliveryNotification.NEVER);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> message().deliveryNotification(DeliveryNotification.NEVER, DeliveryNotification.DELAY));
	}

	@ParameterizedTest
	@CsvSource({ "UTF-16", "UTF-16LE", "UTF-32", "IBM037" })
	void charsetExtendsAscii(String charset) {
		assertThatIllegalArgumentException().isThrownBy(() -> message().bodyCharset(Charset.forName(charset)))
			.withMessageStartingWith("bodyCharset ");
		assertThatIllegalArgumentException().isThrownBy(() -> message().subjectCharset(Charset.forName(charset)))
			.withMessageStartingWith("subjectCharset ");
	}

	@Test
	void whatACharsetCannotWriteIsNamedAndNotReplaced() {
		Charset latin = StandardCharsets.ISO_8859_1;
		assertThatIllegalArgumentException()
			.isThrownBy(() -> message().subject("secret\u2190").subjectCharset(latin).build())
			.withMessage("subject has a character that ISO-8859-1 cannot represent (position 6)");
		assertThatIllegalArgumentException().isThrownBy(() -> message().text("\u2190").bodyCharset(latin).build())
			.withMessageStartingWith("text ");
		assertThatIllegalArgumentException().isThrownBy(() -> message().html("\u2190").bodyCharset(latin).build())
			.withMessageStartingWith("html ");
		AlternateView view = AlternateView.of("text/calendar", "\u2190");
		assertThatIllegalArgumentException().isThrownBy(() -> message().alternateView(view).bodyCharset(latin).build())
			.withMessageStartingWith("alternateView ");
	}

	@Test
	void textOfTheMessageTellsNothingOfItsContent() {
		assertThat(message().subject("secret").text("secret").header("X-A", "secret").build().toString())
			.doesNotContain("secret", "jane", "ben");
	}

}
