package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.internal.net.Cut;
import io.sendasync.mail.message.MailAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every state against every transition, none missing.
 */
class SendStateTest {

	private static final MailAddress BEN = MailAddress.parse("ben@contoso.com");

	private static final SendReceipt RECEIPT = new SendReceipt("1", "<1@x>", new Envelope(null, List.of(BEN)),
			List.of(new RecipientOutcome.NotAttempted(BEN)), null, Duration.ZERO, Duration.ZERO);

	private static final SendState.Ended COMPLETED = SendState.Ended.completed(RECEIPT);

	private static final SendState.Ended FAILED = failed(SendOutcome.NOT_SENT);

	private static final SendState.Ended REJECTED = failed(SendOutcome.REJECTED);

	private static final SendState.Ended UNKNOWN = failed(SendOutcome.UNKNOWN);

	private static final List<RecipientOutcome> SO_FAR = RECEIPT.outcomes();

	private static final Map<String, SendState> STATES = Map.of("queued", new SendState.Queued(1), "sending",
			new SendState.Sending(new Cut(), 1, 2), "committed",
			new SendState.Committed(new Cut(), 1, 2, List.of(), List.of()), "partial",
			new SendState.Partial(new Cut(), 1, 2, SO_FAR), "committed again",
			new SendState.Committed(new Cut(), 1, 2, SO_FAR, SO_FAR), "completed", COMPLETED, "failed", FAILED,
			"unknown", UNKNOWN, "cancelled", SendState.Ended.cancelled(null));

	private static final Map<String, Function<SendState, @Nullable SendState>> TRANSITIONS = Map.of("start",
			(state) -> state.start(new Cut(), 3), "commit", (state) -> state.commit(SO_FAR), "requeue",
			SendState::requeue, "retry", SendState::retry, "cancel", (state) -> state.cancel(null), "succeed",
			(state) -> state.end(COMPLETED), "fail", (state) -> state.end(FAILED), "reject",
			(state) -> state.end(REJECTED), "lose", (state) -> state.end(UNKNOWN), "go on",
			(state) -> state.goOn(SO_FAR));

	// What is not here must be refused.
	private static final Map<String, SendStatus> ALLOWED = allowed();

	private static Map<String, SendStatus> allowed() {
		Map<String, SendStatus> allowed = new HashMap<>();
		allowed.put("queued start", SendStatus.SENDING);
		allowed.put("queued cancel", SendStatus.CANCELLED);
		allowed.put("sending requeue", SendStatus.QUEUED);
		allowed.put("sending retry", SendStatus.QUEUED);
		allowed.put("committed retry", SendStatus.QUEUED);
		allowed.put("sending commit", SendStatus.COMMITTED);
		allowed.put("sending cancel", SendStatus.CANCELLED);
		allowed.put("committed go on", SendStatus.COMMITTED);
		allowed.put("partial commit", SendStatus.COMMITTED);
		allowed.put("partial go on", SendStatus.COMMITTED);
		allowed.put("committed again go on", SendStatus.COMMITTED);
		for (String state : List.of("queued", "sending", "committed", "partial", "committed again")) {
			allowed.put(state + " succeed", SendStatus.COMPLETED);
			allowed.put(state + " fail", SendStatus.FAILED);
			allowed.put(state + " reject", SendStatus.FAILED);
			allowed.put(state + " lose", SendStatus.UNKNOWN);
		}
		return allowed;
	}

	@TestFactory
	Stream<DynamicTest> everyStateMeetsEveryTransition() {
		return STATES.keySet()
			.stream()
			.flatMap((state) -> TRANSITIONS.keySet()
				.stream()
				.map((transition) -> DynamicTest.dynamicTest(state + " " + transition,
						() -> check(state, transition))));
	}

	private static void check(String state, String transition) {
		SendState after = TRANSITIONS.get(transition).apply(STATES.get(state));
		SendStatus expected = ALLOWED.get(state + " " + transition);
		if (expected == null) {
			assertThat(after).isNull();
		}
		else {
			assertThat(after).isNotNull();
			assertThat(after.status()).isEqualTo(expected);
		}
	}

	private static SendState.Ended failed(SendOutcome outcome) {
		return SendState.Ended.failed(new SmtpException("x", outcome, null, null), RECEIPT);
	}

}
