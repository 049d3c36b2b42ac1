package io.sendasync.mail.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;

import io.sendasync.mail.message.MailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DkimSignerTest {

	private static final byte[] SECRET = "secret secret secret".getBytes(StandardCharsets.US_ASCII);

	private static final PrivateKey RSA = key("RSA", 2048);

	private static final PrivateKey ED25519 = key("Ed25519", 255);

	private static PrivateKey key(String algorithm, int size) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
			generator.initialize(size);
			return generator.generateKeyPair().getPrivate();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String pem(String kind, byte[] encoded) {
		return "# comment\n-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
				+ "\n-----END " + kind + "-----\n";
	}

	@Test
	void keyComesFromPem(@TempDir Path directory) throws IOException {
		assertThat(DkimSigner.ofPem("contoso.com", "s", pem("PRIVATE KEY", RSA.getEncoded())).algorithm())
			.isEqualTo("rsa-sha256");
		Path file = Files.writeString(directory.resolve("dkim.pem"), pem("PRIVATE KEY", ED25519.getEncoded()));
		DkimSigner signer = DkimSigner.ofPem("contoso.com", "s", file);
		assertThat(signer.algorithm()).isEqualTo("ed25519-sha256");
		assertThat(signer.sign(new byte[3])).isEqualTo(DkimSigner.of("contoso.com", "s", ED25519).sign(new byte[3]))
			.hasSize(64);
	}

	@Test
	void keyStoreThatLacksTheKeyIsTold() throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> DkimSigner.ofKeyStore("contoso.com", "s", store, "dkim", "x".toCharArray()))
			.withMessageContaining("'dkim'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY" })
	void keyInAnotherFormIsTold(String kind) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> DkimSigner.ofPem("contoso.com", "s", pem(kind, RSA.getEncoded())))
			.withMessageContaining(kind)
			.withMessageContaining("openssl pkcs8");
	}

	@Test
	void whatIsNoKeyIsRefusedWithoutShowingIt() {
		String secret = Base64.getEncoder().encodeToString(SECRET);
		for (String pem : new String[] { secret, pem("PRIVATE KEY", SECRET),
				"-----BEGIN PRIVATE KEY-----\n" + secret + "*\n-----END PRIVATE KEY-----" }) {
			assertThatIllegalArgumentException().isThrownBy(() -> DkimSigner.ofPem("contoso.com", "s", pem))
				.withNoCause()
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret", secret));
		}
	}

	@Test
	void weakAndForeignKeysAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> DkimSigner.of("contoso.com", "s", key("RSA", 512)))
			.withMessageContaining("1024");
		assertThatIllegalArgumentException().isThrownBy(() -> DkimSigner.of("contoso.com", "s", key("EC", 256)))
			.withMessageContaining("EC");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "s;x=y", "s\r\nx", "s s", ".s", "s.", "-s", "s_x", "\u00E4" })
	void selectorCannotBeMoreThanASelector(String selector) {
		assertThatIllegalArgumentException().isThrownBy(() -> DkimSigner.of("contoso.com", selector, RSA));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x;y", "contoso.com\r\n", "a@contoso.com", "[127.0.0.1]", "contoso .com" })
	void domainCannotBeMoreThanADomain(String domain) {
		assertThatIllegalArgumentException().isThrownBy(() -> DkimSigner.of(domain, "s", RSA));
	}

	@Test
	void signsForItsDomainAndThoseBelow() {
		DkimSigner signer = DkimSigner.of("B\u00FCcher.example", "s", RSA);
		assertThat(signer.domain()).isEqualTo("xn--bcher-kva.example");
		assertThat(signer.signsFor(MailAddress.parse("x@b\u00FCcher.example"))).isTrue();
		assertThat(signer.signsFor(MailAddress.parse("x@mail.XN--bcher-kva.example"))).isTrue();
		assertThat(signer.signsFor(MailAddress.parse("x@notxn--bcher-kva.example"))).isFalse();
		assertThat(signer.signsFor(MailAddress.parse("x@example"))).isFalse();
	}

	@Test
	void keyIsNotPrinted() {
		assertThat(DkimSigner.of("contoso.com", "s", RSA))
			.hasToString("DkimSigner[domain=contoso.com, selector=s, algorithm=rsa-sha256]");
	}

}
