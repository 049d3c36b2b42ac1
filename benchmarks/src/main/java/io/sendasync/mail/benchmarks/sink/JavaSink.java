package io.sendasync.mail.benchmarks.sink;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server that takes everything and keeps nothing, with TLS and AUTH.
 */
public final class JavaSink {

	private JavaSink() {
	}

	/**
	 * Serves until the process is ended.
	 * @param args port and key store
	 * @throws Exception if it cannot listen
	 */
	public static void main(String[] args) throws Exception {
		SSLContext context = context(Path.of(args[1]));
		try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]), 1024,
				InetAddress.getLoopbackAddress())) {
			while (true) {
				Socket socket = server.accept();
				Thread thread = new Thread(() -> serve(socket, context), "sink");
				thread.setDaemon(true);
				thread.start();
			}
		}
	}

	private static SSLContext context(Path keyStore) throws GeneralSecurityException, IOException {
		char[] password = SinkCertificates.PASSWORD.toCharArray();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(keyStore)) {
			keys.load(in, password);
		}
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(keys, password);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(factory.getKeyManagers(), null, null);
		return context;
	}

	private static void serve(Socket socket, SSLContext context) {
		try (socket) {
			socket.setTcpNoDelay(true);
			new SinkConnection(socket, context).serve();
		}
		catch (IOException ex) {
			System.err.println("sink: " + ex);
		}
	}

}
