package io.sendasync.mail.benchmarks.contender;

import java.io.IOException;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;

/**
 * Jakarta Mail's reference implementation, its connections kept open by hand, which no
 * user of it gets without some code.
 */
final class AngusContender extends LaneContender {

	AngusContender(Target target) throws MessagingException {
		super(target.lanes());
		Session session = Session.getInstance(JakartaMessages.properties(target));
		for (int i = 0; i < target.lanes(); i++) {
			add(new OpenTransport(session, target));
		}
	}

	private static final class OpenTransport implements Sender {

		private final Session session;

		private final Transport transport;

		private final Payload payload;

		OpenTransport(Session session, Target target) throws MessagingException {
			this.session = session;
			this.payload = target.payload();
			this.transport = session.getTransport();
			if (target.secured()) {
				this.transport.connect(Target.USER, Target.PASSWORD);
			}
			else {
				this.transport.connect();
			}
		}

		@Override
		public int send() throws MessagingException {
			MimeMessage message = JakartaMessages.message(this.session, this.payload);
			this.transport.sendMessage(message, message.getAllRecipients());
			return 1;
		}

		@Override
		public void close() throws IOException {
			try {
				this.transport.close();
			}
			catch (MessagingException ex) {
				throw new IOException(ex);
			}
		}

	}

}
