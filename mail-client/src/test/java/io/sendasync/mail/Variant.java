package io.sendasync.mail;

import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.SmtpTestServerBuilder;

/**
 * The ways to talk to a server that all keep one contract.
 */
enum Variant {

	PLAIN_PIPELINED(ServerTls.NONE, TlsMode.AUTO, true),

	PLAIN_LOCKSTEP(ServerTls.NONE, TlsMode.AUTO, false),

	STARTTLS_PIPELINED(ServerTls.STARTTLS, TlsMode.STARTTLS, true),

	STARTTLS_LOCKSTEP(ServerTls.STARTTLS, TlsMode.AUTO, false),

	IMPLICIT_PIPELINED(ServerTls.IMPLICIT, TlsMode.IMPLICIT, true),

	IMPLICIT_LOCKSTEP(ServerTls.IMPLICIT, TlsMode.IMPLICIT, false);

	private final ServerTls serverTls;

	private final TlsMode clientTls;

	private final boolean pipelined;

	Variant(ServerTls serverTls, TlsMode clientTls, boolean pipelined) {
		this.serverTls = serverTls;
		this.clientTls = clientTls;
		this.pipelined = pipelined;
	}

	boolean pipelined() {
		return this.pipelined;
	}

	SmtpTestServerBuilder server() {
		SmtpTestServerBuilder builder = SmtpTestServer.builder().tls(this.serverTls);
		return this.pipelined ? builder : builder.without(SmtpExtension.PIPELINING);
	}

	SmtpClient.Builder client(SmtpTestServer server) {
		SmtpClient.Builder builder = SmtpClient.builder().host("localhost").port(server.port()).tls(this.clientTls);
		return (this.serverTls != ServerTls.NONE) ? builder.sslContext(server.certificates().clientSslContext())
				: builder;
	}

}
