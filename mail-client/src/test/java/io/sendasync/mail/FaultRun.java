package io.sendasync.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpTimeoutException;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs one case of the fault matrix against a server and a client of its own.
 */
final class FaultRun {

	private static final Duration IN_TIME = Duration.ofSeconds(30);

	private final FaultCase context;

	private final SmtpTestServer server;

	private final Completions completions = new Completions();

	private final EventPairs events = new EventPairs();

	private final List<SendOperation> operations = new ArrayList<>();

	private FaultRun(FaultCase context, SmtpTestServer server) {
		this.context = context;
		this.server = server;
	}

	static void of(FaultCase context) throws Exception {
		try (SmtpTestServer server = context.startServer()) {
			new FaultRun(context, server).run();
		}
	}

	private void run() throws Exception {
		SmtpClient client = this.context.client(this.server)
			.sendCompletedListener(this.completions)
			.eventListener(this.events)
			.build();
		try {
			if (this.context.kept()) {
				sendForSure(client, "warm");
			}
			this.context.plan(this.server);
			send(client);
			for (SendOperation operation : this.operations) {
				operation.handle((receipt, failure) -> true).get(IN_TIME.toSeconds(), TimeUnit.SECONDS);
			}
			goOn(client);
		}
		finally {
			client.close();
		}
		this.server.release();
		await(() -> this.server.openConnections() == 0);
		judge(client);
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).atMost(IN_TIME).until(condition);
	}

	private void send(SmtpClient client) {
		if (!this.context.shape().isChained()) {
			this.operations.add(client.sendAsync(FaultCase.message("front"), "front"));
			return;
		}
		// The second message waits when the content of the first goes out, so it rides.
		boolean early = this.context.shape() == FaultCase.Shape.FRONT && this.context.step().isBeforeData();
		At at = early ? this.context.step().at("front") : FaultStep.DATA.at("front");
		Hold hold = this.server.hold(at);
		SendOperation front = client.sendAsync(FaultCase.message("front"), "front");
		this.operations.add(front);
		// Short time-outs may strike before it comes so far.
		await(() -> hold.arrivals() > 0 || front.isDone());
		this.operations.add(client.sendAsync(FaultCase.message("rider"), "rider"));
		hold.release();
	}

	/** Whatever happened, the client and its next message have nothing to do with it. */
	private void goOn(SmtpClient client) throws InterruptedException {
		if (this.context.step() != FaultStep.QUIT) {
			this.server.clearFaults();
		}
		this.server.release();
		sendForSure(client, "next");
	}

	/**
	 * Sends a message to which nothing is done. Only the time-outs of cases that need
	 * short ones may strike, on a machine that is busy.
	 */
	private void sendForSure(SmtpClient client, String name) {
		for (int tries = 0; this.context.isSilent() && tries < 5; tries++) {
			try {
				client.send(FaultCase.message(name));
				return;
			}
			catch (SmtpTimeoutException ex) {
				assertThat(ex.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			}
		}
		try {
			client.send(FaultCase.message(name));
		}
		catch (SmtpException ex) {
			throw new AssertionError(
					"The message \"" + name + "\" failed: " + ex.getMessage() + "\n" + this.server.sessions(), ex);
		}
	}

	private void judge(SmtpClient client) throws InterruptedException {
		FaultOracle oracle = new FaultOracle(this.context, this.server);
		for (int i = 0; i < this.operations.size(); i++) {
			SendCompleted<?> completed = this.completions.take();
			assertThat(completed.operation()).isIn(this.operations);
			oracle.judge(completed.operation(), completed);
		}
		assertThat(this.completions.rest()).as("more notifications than operations").isEmpty();
		assertThat(oracle.journaled("next")).as("acceptances of the next message").hasSize(1);
		assertThat(client.statistics().lanesOpen()).as("lanes of a closed client").isZero();
		this.events.assertAllEnded();
		if (this.context.isLinted()) {
			this.server.assertNoViolations();
		}
	}

}
