package io.sendasync.mail.internal.smtp;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed digests that every JDK has.
 */
final class Macs {

	private Macs() {
	}

	static Mac of(String algorithm, byte[] key) {
		try {
			Mac mac = Mac.getInstance(algorithm);
			mac.init(new SecretKeySpec(key, algorithm));
			return mac;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This JVM has no " + algorithm, ex);
		}
	}

	static byte[] digest(String algorithm, byte[] octets) {
		try {
			return MessageDigest.getInstance(algorithm).digest(octets);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("This JVM has no " + algorithm, ex);
		}
	}

	/**
	 * {@code Hi} of RFC 5802 §2.2, which is PBKDF2 with one block.
	 */
	static byte[] iterate(Mac mac, byte[] salt, int iterations) {
		mac.update(salt);
		byte[] last = mac.doFinal(new byte[] { 0, 0, 0, 1 });
		byte[] result = last.clone();
		for (int i = 1; i < iterations; i++) {
			last = mac.doFinal(last);
			for (int j = 0; j < result.length; j++) {
				result[j] ^= last[j];
			}
		}
		return result;
	}

}
