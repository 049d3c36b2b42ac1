package io.sendasync.mail.internal.net;

import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;

import io.sendasync.mail.internal.lane.Threads;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.TestCertificates;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChannelBindingTest {

	private static final boolean EXPORTS = Runtime.version().feature() >= 25;

	@Test
	void serverEndPointIsTheDigestOfTheCertificate() throws Exception {
		X509Certificate certificate = TestCertificates.forHosts("localhost").certificate();
		assertThat(certificate.getSigAlgName()).startsWithIgnoringCase("SHA256with");
		ChannelBinding binding = ChannelBinding.serverEndPoint(certificate);
		assertThat(binding).isNotNull();
		assertThat(binding.type()).isEqualTo("tls-server-end-point");
		assertThat(binding.data()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
	}

	@Test
	void tlsConnectionHasABinding() {
		try (Watchdog watchdog = new Watchdog(Threads.platform("watchdog-"));
				SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.IMPLICIT).start()) {
			ConnectSettings settings = new ConnectSettings("localhost", server.port(), Duration.ofSeconds(5),
					Duration.ofSeconds(5), new TlsSettings(() -> server.certificates().clientSslContext()));
			Wire wire = new Connector(settings, watchdog).connect(new Cut());
			assertThat(wire.channelBinding()).isNull();
			wire.startTls();
			ChannelBinding binding = wire.channelBinding();
			assertThat(wire.tlsProtocol()).isEqualTo("TLSv1.3");
			assertThat(binding.type()).isEqualTo(EXPORTS ? "tls-exporter" : "tls-server-end-point");
			assertThat(binding.data()).hasSize(32);
			wire.abort();
		}
	}

}
