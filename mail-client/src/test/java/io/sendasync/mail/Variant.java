package io.sendasync.mail;

import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.SmtpTestServerBuilder;

/**
 * The ways to talk to a server that all keep one contract.
 */
enum Variant {

	PLAIN_PIPELINED(ServerTls.NONE, TlsMode.AUTO, Flow.PIPELINED),

	PLAIN_LOCKSTEP(ServerTls.NONE, TlsMode.AUTO, Flow.LOCKSTEP),

	PLAIN_CHUNKED(ServerTls.NONE, TlsMode.AUTO, Flow.CHUNKED),

	PLAIN_CHUNKED_LOCKSTEP(ServerTls.NONE, TlsMode.AUTO, Flow.CHUNKED_LOCKSTEP),

	STARTTLS_PIPELINED(ServerTls.STARTTLS, TlsMode.STARTTLS, Flow.PIPELINED),

	STARTTLS_LOCKSTEP(ServerTls.STARTTLS, TlsMode.AUTO, Flow.LOCKSTEP),

	STARTTLS_CHUNKED(ServerTls.STARTTLS, TlsMode.STARTTLS, Flow.CHUNKED),

	IMPLICIT_PIPELINED(ServerTls.IMPLICIT, TlsMode.IMPLICIT, Flow.PIPELINED),

	IMPLICIT_LOCKSTEP(ServerTls.IMPLICIT, TlsMode.IMPLICIT, Flow.LOCKSTEP),

	IMPLICIT_CHUNKED(ServerTls.IMPLICIT, TlsMode.IMPLICIT, Flow.CHUNKED);

	private final ServerTls serverTls;

	private final TlsMode clientTls;

	private final Flow flow;

	Variant(ServerTls serverTls, TlsMode clientTls, Flow flow) {
		this.serverTls = serverTls;
		this.clientTls = clientTls;
		this.flow = flow;
	}

	/**
	 * Whether DATA and the next envelope travel without waiting.
	 */
	boolean chains() {
		return this.flow == Flow.PIPELINED;
	}

	/**
	 * The last step before the content.
	 */
	At beforeContent() {
		return this.flow.isChunked() ? At.RCPT : At.DATA;
	}

	SmtpTestServerBuilder server() {
		SmtpTestServerBuilder builder = SmtpTestServer.builder().tls(this.serverTls);
		if (this.flow.isChunked()) {
			builder.with(SmtpExtension.CHUNKING);
		}
		return this.flow.isLockstep() ? builder.without(SmtpExtension.PIPELINING) : builder;
	}

	SmtpClient.Builder client(SmtpTestServer server) {
		SmtpClient.Builder builder = SmtpClient.builder().host("localhost").port(server.port()).tls(this.clientTls);
		builder.chunking(this.flow.isChunked());
		// So small that every message needs several.
		builder.chunkSize = 100;
		return (this.serverTls != ServerTls.NONE) ? builder.sslContext(server.certificates().clientSslContext())
				: builder;
	}

	/** How commands and content travel. */
	private enum Flow {

		PIPELINED, LOCKSTEP, CHUNKED, CHUNKED_LOCKSTEP;

		private boolean isChunked() {
			return compareTo(CHUNKED) >= 0;
		}

		private boolean isLockstep() {
			return this == LOCKSTEP || this == CHUNKED_LOCKSTEP;
		}

	}

}
