package io.sendasync.mail.message;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What cannot be said to a server is refused when it is given.
 */
class DeliveryOptionsTest {

	private static DeliveryOptions.Builder options() {
		return DeliveryOptions.builder();
	}

	@Test
	void envelopeIdFillsItsHundredCharactersAsTheyAreEncoded() {
		assertThat(options().envelopeId("x".repeat(100)).build().envelopeId()).hasSize(100);
		assertThat(options().envelopeId("+".repeat(33) + "x").build().envelopeId()).hasSize(34);
		assertThatIllegalArgumentException().isThrownBy(() -> options().envelopeId("x".repeat(101)));
		assertThatIllegalArgumentException().isThrownBy(() -> options().envelopeId("+".repeat(33) + "xx"))
			.withMessageContaining("101");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a\r\nRCPT TO:<eve@example.org>", "a\tb", "\u00E9", "a\u007F", "\uD83D\uDE80" })
	void envelopeIdIsPrintableAscii(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> options().envelopeId(id))
			.withMessageStartingWith("envelopeId");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S", "PT0.5S", "PT1000000000S" })
	void timeIsInWholeSecondsOfUpToNineDigits(Duration time) {
		assertThatIllegalArgumentException().isThrownBy(() -> options().holdFor(time))
			.withMessageStartingWith("holdFor");
		assertThatIllegalArgumentException().isThrownBy(() -> DeliverBy.within(time, DeliverBy.IfLate.NOTIFY))
			.withMessageStartingWith("deliverBy");
	}

	@Test
	void momentIsNotBeforeTheOneThatWasGiven() {
		assertThat(options().holdUntil(Instant.parse("2030-01-01T00:00:00.001Z")).build().holdUntil())
			.isEqualTo("2030-01-01T00:00:01Z");
		assertThat(options().holdUntil(Instant.parse("2030-01-01T00:00:00Z")).build().holdUntil())
			.isEqualTo("2030-01-01T00:00:00Z");
	}

	@Test
	void momentHasAYearOfFourDigits() {
		assertThatIllegalArgumentException().isThrownBy(() -> options().holdUntil(Instant.MAX));
		assertThatIllegalArgumentException().isThrownBy(() -> options().holdUntil(Instant.MIN));
	}

	@Test
	void theLastWishForAHoldCounts() {
		Instant moment = Instant.parse("2030-01-01T00:00:00Z");
		DeliveryOptions until = options().holdFor(Duration.ofHours(1)).holdUntil(moment).build();
		assertThat(until.holdFor()).isNull();
		assertThat(until.holdUntil()).isEqualTo(moment);
		DeliveryOptions length = until.toBuilder().holdFor(Duration.ofHours(1)).build();
		assertThat(length.holdUntil()).isNull();
		assertThat(length.holdFor()).hasHours(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { -10, 10 })
	void transferPriorityIsOfOneDigit(int priority) {
		assertThatIllegalArgumentException().isThrownBy(() -> options().transferPriority(priority));
	}

	@Test
	void requiredTlsCannotBeGoneWithout() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> options().whenNotOffered(DeliveryExtension.REQUIRETLS, WhenNotOffered.GO_WITHOUT));
		assertThat(options().whenNotOffered(DeliveryExtension.REQUIRETLS, WhenNotOffered.FAIL).build())
			.extracting((options) -> options.whenNotOffered(DeliveryExtension.REQUIRETLS))
			.isEqualTo(WhenNotOffered.FAIL);
	}

	@Test
	void policiesHaveDefaults() {
		assertThat(DeliveryExtension.values())
			.filteredOn((extension) -> DeliveryOptions.NONE.whenNotOffered(extension) == WhenNotOffered.GO_WITHOUT)
			.containsExactly(DeliveryExtension.DSN, DeliveryExtension.MT_PRIORITY);
	}

	@Test
	void copyIsEqualAndTellsAllOfIt() {
		DeliveryOptions all = options().returnedContent(ReturnedContent.HEADERS)
			.envelopeId("order-4711")
			.requireTls(true)
			.deliverBy(DeliverBy.within(Duration.ofMinutes(30), DeliverBy.IfLate.RETURN).traced())
			.transferPriority(-3)
			.holdFor(Duration.ofHours(1))
			.whenNotOffered(DeliveryExtension.DSN, WhenNotOffered.FAIL)
			.build();
		assertThat(all.toBuilder().build()).isEqualTo(all).hasSameHashCodeAs(all).hasToString(all.toString());
		assertThat(all).isNotEqualTo(all.toBuilder().envelopeId("order-4712").build());
		assertThat(MailMessage.builder().deliveryOptions(all).build().toBuilder().build().deliveryOptions())
			.isSameAs(all);
	}

}
