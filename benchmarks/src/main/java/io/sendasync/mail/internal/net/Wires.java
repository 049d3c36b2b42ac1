package io.sendasync.mail.internal.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

/**
 * Wires without a network. In this package because only it makes wires.
 */
public final class Wires {

	private Wires() {
	}

	/**
	 * A wire whose octets nobody gets.
	 * @return the wire
	 */
	public static Wire toNobody() {
		Supplier<SSLContext> noTls = () -> {
			throw new IllegalStateException("There is no TLS here");
		};
		Duration limit = Duration.ofMinutes(5);
		ConnectSettings nowhere = new ConnectSettings("localhost", 25, limit, limit, new TlsSettings(noTls));
		try {
			return new Wire(new NoSocket(), nowhere, new Watchdog(Wires::thread));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "watchdog");
		thread.setDaemon(true);
		return thread;
	}

	/** Not connected, and takes everything. */
	private static final class NoSocket extends Socket {

		@Override
		public InputStream getInputStream() {
			return new ByteArrayInputStream(new byte[0]);
		}

		@Override
		public OutputStream getOutputStream() {
			return OutputStream.nullOutputStream();
		}

	}

}
