package io.sendasync.mail.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sendasync.mail.message.MailAddress;

/**
 * Signs messages of one domain (DKIM, RFC 6376): with RSA and SHA-256, or with Ed25519
 * (RFC 8463). The private key cannot be got back from it. Immutable, for any thread.
 */
public final class DkimSigner {

	private static final int MIN_RSA_BITS = 1024;

	private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END \\1-----");

	private static final Pattern LABELS = Pattern
		.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

	private final String domain;

	private final String selector;

	private final PrivateKey key;

	private final boolean rsa;

	private DkimSigner(String domain, String selector, PrivateKey key) {
		this.domain = domain(Objects.requireNonNull(domain, "'domain' must not be null"));
		this.selector = Objects.requireNonNull(selector, "'selector' must not be null").toLowerCase(Locale.ROOT);
		if (!LABELS.matcher(this.selector).matches()) {
			throw new IllegalArgumentException("'selector' must be labels of letters, digits and hyphens");
		}
		this.key = Objects.requireNonNull(key, "'key' must not be null");
		this.rsa = isRsa(key);
	}

	/**
	 * A signer with a key.
	 * @param domain signs for its addresses and those of its subdomains; also where the
	 * public key is found
	 * @param selector which of the domain's keys it is: its public key is the TXT record
	 * of {@code <selector>._domainkey.<domain>}
	 * @param key an RSA key of at least 1,024 bits, better 2,048, or an Ed25519 key
	 * @return the signer
	 * @throws IllegalArgumentException if one of them cannot be used
	 */
	public static DkimSigner of(String domain, String selector, PrivateKey key) {
		return new DkimSigner(domain, selector, key);
	}

	/**
	 * A signer with a key as text.
	 * @param domain signs for its addresses and those of its subdomains
	 * @param selector which of the domain's keys it is
	 * @param pem PKCS #8, not encrypted: {@code -----BEGIN PRIVATE KEY-----}
	 * @return the signer
	 * @throws IllegalArgumentException if one of them cannot be used
	 */
	public static DkimSigner ofPem(String domain, String selector, String pem) {
		return of(domain, selector, parse(Objects.requireNonNull(pem, "'pem' must not be null")));
	}

	/**
	 * The same with a key in a file.
	 * @param domain signs for its addresses and those of its subdomains
	 * @param selector which of the domain's keys it is
	 * @param pem the file
	 * @return the signer
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if one of them cannot be used
	 */
	public static DkimSigner ofPem(String domain, String selector, Path pem) throws IOException {
		return ofPem(domain, selector, Files.readString(pem, StandardCharsets.ISO_8859_1));
	}

	/**
	 * A signer with a key in a key store.
	 * @param domain signs for its addresses and those of its subdomains
	 * @param selector which of the domain's keys it is
	 * @param keyStore a store that is loaded
	 * @param alias names the key in it
	 * @param password of the key
	 * @return the signer
	 * @throws IllegalArgumentException if there is no such key, or one of them cannot be
	 * used
	 */
	public static DkimSigner ofKeyStore(String domain, String selector, KeyStore keyStore, String alias,
			char[] password) {
		try {
			if (keyStore.getKey(alias, password) instanceof PrivateKey key) {
				return of(domain, selector, key);
			}
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("The key '" + alias + "' cannot be read from the key store", ex);
		}
		throw new IllegalArgumentException("The key store has no private key '" + alias + "'");
	}

	private static String domain(String domain) {
		String ascii = MailAddress.tryParse("x@" + domain).map(MailAddress::asciiDomain).orElse("");
		if (ascii.isEmpty() || ascii.startsWith("[") || domain.contains("@")) {
			throw new IllegalArgumentException("'domain' must be a domain name");
		}
		return ascii.toLowerCase(Locale.ROOT);
	}

	private static boolean isRsa(PrivateKey key) {
		String algorithm = key.getAlgorithm();
		if (algorithm.equals("RSA")) {
			if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
				throw new IllegalArgumentException("'key' must have at least " + MIN_RSA_BITS + " bits");
			}
			return true;
		}
		if (!algorithm.equals("EdDSA") && !algorithm.equals("Ed25519")) {
			throw new IllegalArgumentException("'key' must be an RSA or Ed25519 key, not " + algorithm);
		}
		return false;
	}

	private static PrivateKey parse(String pem) {
		Matcher block = PEM.matcher(pem);
		if (!block.find()) {
			throw new IllegalArgumentException("There is no private key in 'pem'");
		}
		if (!block.group(1).equals("PRIVATE KEY")) {
			throw new IllegalArgumentException("'pem' has a key of the kind " + block.group(1)
					+ "; bring it into the form PRIVATE KEY with openssl pkcs8 -topk8 -nocrypt");
		}
		try {
			PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(2)));
			return parse(encoded);
		}
		catch (IllegalArgumentException | GeneralSecurityException ex) {
			// Not even as a cause: who knows what of the key its text shows.
			throw new IllegalArgumentException("'pem' has no RSA or Ed25519 key that can be read");
		}
	}

	private static PrivateKey parse(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
		try {
			return KeyFactory.getInstance("RSA").generatePrivate(encoded);
		}
		catch (InvalidKeySpecException ex) {
			return KeyFactory.getInstance("Ed25519").generatePrivate(encoded);
		}
	}

	/**
	 * The domain that it signs for.
	 * @return in A-labels and lower case
	 */
	public String domain() {
		return this.domain;
	}

	/**
	 * Which of the domain's keys it uses.
	 * @return the selector
	 */
	public String selector() {
		return this.selector;
	}

	/**
	 * The name of the algorithm.
	 * @return {@code rsa-sha256} or {@code ed25519-sha256}
	 */
	public String algorithm() {
		return this.rsa ? "rsa-sha256" : "ed25519-sha256";
	}

	/**
	 * Whether it signs for an address.
	 * @param from the author of a message
	 * @return true for the domain and its subdomains
	 */
	public boolean signsFor(MailAddress from) {
		String other = from.asciiDomain().toLowerCase(Locale.ROOT);
		return other.equals(this.domain) || other.endsWith("." + this.domain);
	}

	/**
	 * Signs octets (RFC 6376 §3.3, RFC 8463 §3).
	 * @param data the canonical header
	 * @return the signature
	 * @throws IllegalStateException if the key does not work
	 */
	public byte[] sign(byte[] data) {
		try {
			Signature signature = Signature.getInstance(this.rsa ? "SHA256withRSA" : "Ed25519");
			signature.initSign(this.key);
			signature.update(this.rsa ? data : MessageDigest.getInstance("SHA-256").digest(data));
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The key of " + this + " cannot sign", ex);
		}
	}

	@Override
	public String toString() {
		return "DkimSigner[domain=" + this.domain + ", selector=" + this.selector + ", algorithm=" + algorithm() + "]";
	}

}
