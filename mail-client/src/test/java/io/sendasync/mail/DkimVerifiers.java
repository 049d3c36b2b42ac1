package io.sendasync.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two verifiers that others wrote, with the public keys in the place of DNS.
 */
final class DkimVerifiers {

	static final KeyPair RSA = keyPair("RSA");

	static final KeyPair ED25519 = keyPair("Ed25519");

	private static final String PYTHON = "/usr/bin/python3";

	private static final String SCRIPT = """
			import dkim, sys
			records = dict(a.split('=', 1) for a in sys.argv[2:])
			def txt(name, timeout=5):
			    return records.get(name.decode().rstrip('.'), '').encode()
			message = dkim.DKIM(sys.stdin.buffer.read(), minkey=1024)
			print('good' if message.verify(idx=int(sys.argv[1]), dnsfunc=txt) else 'bad')
			""";

	private DkimVerifiers() {
	}

	private static KeyPair keyPair(String algorithm) {
		try {
			return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String rsaRecord() {
		return "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(RSA.getPublic().getEncoded());
	}

	/** RFC 8463 §4: the bare 32 octets at the end of the encoded form. */
	private static String ed25519Record() {
		byte[] encoded = ED25519.getPublic().getEncoded();
		byte[] bare = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
		return "v=DKIM1; k=ed25519; p=" + Base64.getEncoder().encodeToString(bare);
	}

	/**
	 * Apache jDKIM, for the RSA key.
	 * @return whether a signature of the message holds
	 */
	static boolean holdsForJdkim(byte[] message) throws IOException {
		DKIMVerifier verifier = new DKIMVerifier((method, selector, domain) -> List.of(rsaRecord()));
		try {
			List<SignatureRecord> records = verifier.verify(new ByteArrayInputStream(message));
			return records != null && !records.isEmpty();
		}
		catch (FailException ex) {
			return false;
		}
	}

	/**
	 * dkimpy, a package of Debian, for both keys.
	 * @param index which signature, from the top
	 * @return whether it holds
	 */
	static boolean holdsForDkimpy(byte[] message, int index) throws Exception {
		requireDkimpy();
		Path script = Files.writeString(Files.createTempFile("verify", ".py"), SCRIPT);
		try {
			Process process = new ProcessBuilder(PYTHON, script.toString(), String.valueOf(index),
					"rsa._domainkey.contoso.com=" + rsaRecord(), "ed._domainkey.contoso.com=" + ed25519Record())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			try (OutputStream in = process.getOutputStream()) {
				in.write(message);
			}
			String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(answer).isIn("good", "bad");
			return answer.equals("good");
		}
		finally {
			Files.delete(script);
		}
	}

	private static void requireDkimpy() throws Exception {
		boolean there = Files.isExecutable(Path.of(PYTHON))
				&& new ProcessBuilder(PYTHON, "-c", "import dkim, nacl").redirectErrorStream(true)
					.start()
					.waitFor() == 0;
		if (System.getenv("CI") != null) {
			assertThat(there).as("dkimpy, from Debian's python3-dkim").isTrue();
		}
		Assumptions.assumeTrue(there, "dkimpy is not installed (Debian: python3-dkim)");
	}

}
