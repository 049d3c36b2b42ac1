package io.sendasync.mail.boot.autoconfigure;

import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * The SSL context of a bundle that may be replaced at any time. A context is made once
 * for each bundle, since TLS sessions are resumed within one context only.
 *
 * <p>
 * Thread contract: any thread may ask.
 */
final class BundleSslContext implements Supplier<SSLContext> {

	private final Supplier<@Nullable SslBundle> bundle;

	private final AtomicReference<@Nullable Made> last = new AtomicReference<>();

	private record Made(SslBundle from, SSLContext context) {
	}

	BundleSslContext(Supplier<@Nullable SslBundle> bundle) {
		this.bundle = bundle;
	}

	@Override
	public SSLContext get() {
		SslBundle current = this.bundle.get();
		if (current == null) {
			return defaultContext();
		}
		Made made = this.last.get();
		if (made == null || made.from() != current) {
			made = new Made(current, current.createSslContext());
			this.last.set(made);
		}
		return made.context();
	}

	private static SSLContext defaultContext() {
		try {
			return SSLContext.getDefault();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("The JVM's default SSL context cannot be made", ex);
		}
	}

}
