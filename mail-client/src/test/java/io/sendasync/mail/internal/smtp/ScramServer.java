package io.sendasync.mail.internal.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import io.sendasync.mail.testserver.TestCertificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of SCRAM-SHA-256 and -PLUS over TLS, written from RFC 5802 apart from
 * the client: checks the channel binding of its own end of the connection, and the proof.
 */
final class ScramServer implements AutoCloseable {

	/** What is wrong with the server or with the way to it. */
	enum Trouble {

		NONE, OTHER_CONNECTION, TYPE_NOT_SUPPORTED

	}

	private static final Logger logger = LoggerFactory.getLogger(ScramServer.class);

	private final TestCertificates certificates = TestCertificates.forHosts("localhost");

	private final SSLServerSocket listener = (SSLServerSocket) this.certificates.serverSslContext()
		.getServerSocketFactory()
		.createServerSocket(0, 1, InetAddress.getLoopbackAddress());

	private final String password;

	private final Trouble trouble;

	/** The GS2 header of each attempt. */
	private final List<String> headers = new CopyOnWriteArrayList<>();

	private BufferedReader in;

	private SSLSocket socket;

	ScramServer(String password, Trouble trouble) throws IOException {
		this.password = password;
		this.trouble = trouble;
		new Thread(this::serve).start();
	}

	int port() {
		return this.listener.getLocalPort();
	}

	TestCertificates certificates() {
		return this.certificates;
	}

	List<String> headers() {
		return this.headers;
	}

	private void serve() {
		try (SSLSocket accepted = (SSLSocket) this.listener.accept()) {
			this.socket = accepted;
			this.in = new BufferedReader(new InputStreamReader(accepted.getInputStream(), StandardCharsets.US_ASCII));
			String line = this.in.readLine();
			while (line != null) {
				say(authenticate(decode(line.substring(line.lastIndexOf(' ') + 1))) ? "235 ok" : "535 5.7.8 no");
				line = this.in.readLine();
			}
		}
		catch (IOException | GeneralSecurityException | ReflectiveOperationException ex) {
			logger.debug("The client is gone: {}", ex.toString());
		}
	}

	private boolean authenticate(String clientFirst)
			throws IOException, GeneralSecurityException, ReflectiveOperationException {
		int bare = clientFirst.indexOf(",,") + 2;
		String header = clientFirst.substring(0, bare);
		this.headers.add(header);
		if (header.startsWith("p=") && this.trouble == Trouble.TYPE_NOT_SUPPORTED) {
			challenge("e=unsupported-channel-binding-type");
			return false;
		}
		String nonce = clientFirst.substring(clientFirst.indexOf(",r=") + 3) + "server";
		byte[] salt = "salt".getBytes(StandardCharsets.US_ASCII);
		String serverFirst = "r=" + nonce + ",s=" + encode(salt) + ",i=4096";
		String clientFinal = challenge(serverFirst);
		String withoutProof = clientFinal.substring(0, clientFinal.indexOf(",p="));
		if (!withoutProof.equals("c=" + encode(concat(header, binding(header))) + ",r=" + nonce)) {
			challenge("e=channel-bindings-dont-match");
			return false;
		}
		byte[] message = (clientFirst.substring(bare) + "," + serverFirst + "," + withoutProof)
			.getBytes(StandardCharsets.US_ASCII);
		byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
			.generateSecret(new PBEKeySpec(this.password.toCharArray(), salt, 4096, 256))
			.getEncoded();
		byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(hmac(salted, "Client Key"));
		byte[] clientKey = hmac(storedKey, message);
		byte[] proof = Base64.getDecoder().decode(clientFinal.substring(clientFinal.indexOf(",p=") + 3));
		for (int i = 0; i < clientKey.length; i++) {
			clientKey[i] ^= proof[i];
		}
		if (!Arrays.equals(MessageDigest.getInstance("SHA-256").digest(clientKey), storedKey)) {
			challenge("e=invalid-proof");
			return false;
		}
		challenge("v=" + encode(hmac(hmac(salted, "Server Key"), message)));
		return true;
	}

	private byte[] binding(String header) throws GeneralSecurityException, ReflectiveOperationException {
		SSLSession session = this.socket.getSession();
		byte[] data = switch (header) {
			case "p=tls-server-end-point,," ->
				MessageDigest.getInstance("SHA-256").digest(this.certificates.certificate().getEncoded());
			case "p=tls-exporter,," -> (byte[]) Class.forName("javax.net.ssl.ExtendedSSLSession")
				.getMethod("exportKeyingMaterialData", String.class, byte[].class, int.class)
				.invoke(session, "EXPORTER-Channel-Binding", new byte[0], 32);
			default -> new byte[0];
		};
		if (this.trouble == Trouble.OTHER_CONNECTION) {
			data[0] ^= 1;
		}
		return data;
	}

	private String challenge(String text) throws IOException {
		say("334 " + encode(text.getBytes(StandardCharsets.US_ASCII)));
		return decode(this.in.readLine());
	}

	private void say(String reply) throws IOException {
		this.socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
	}

	private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
		return hmac(key, text.getBytes(StandardCharsets.US_ASCII));
	}

	private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		return mac.doFinal(message);
	}

	private static byte[] concat(String header, byte[] data) {
		byte[] start = header.getBytes(StandardCharsets.US_ASCII);
		byte[] all = Arrays.copyOf(start, start.length + data.length);
		System.arraycopy(data, 0, all, start.length, data.length);
		return all;
	}

	private static String encode(byte[] octets) {
		return Base64.getEncoder().encodeToString(octets);
	}

	private static String decode(String base64) {
		return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
	}

}
