package io.sendasync.mail.boot.serviceconnection;

import java.util.Arrays;
import java.util.Map;

import io.sendasync.mail.delivery.TlsMode;
import org.jspecify.annotations.Nullable;

/**
 * The images of mail servers for development that are known, and what their environment
 * says about connections.
 */
enum MailImage {

	/** Mailpit. */
	MAILPIT("axllent/mailpit", 1025) {

		@Override
		@Nullable MailLogin login(Map<String, @Nullable String> env) {
			// Pairs separated by spaces; any of them will do.
			String first = text(env, "MP_SMTP_AUTH").split("\\s+", 2)[0];
			int colon = first.indexOf(':');
			return (colon > 0) ? MailLogin.of(first.substring(0, colon), first.substring(colon + 1)) : null;
		}

		@Override
		@Nullable TlsMode demandedTls(Map<String, @Nullable String> env) {
			if (isTrue(env, "MP_SMTP_REQUIRE_TLS")) {
				return TlsMode.IMPLICIT;
			}
			return isTrue(env, "MP_SMTP_REQUIRE_STARTTLS") ? TlsMode.STARTTLS : null;
		}

	},

	/** MailDev. */
	MAILDEV("maildev/maildev", 1025) {

		@Override
		int port(Map<String, @Nullable String> env) {
			String port = text(env, "MAILDEV_SMTP_PORT");
			return port.isEmpty() ? super.port(env) : Integer.parseInt(port);
		}

		@Override
		@Nullable MailLogin login(Map<String, @Nullable String> env) {
			return MailLogin.of(env.get("MAILDEV_INCOMING_USER"), env.get("MAILDEV_INCOMING_PASS"));
		}

		@Override
		@Nullable TlsMode demandedTls(Map<String, @Nullable String> env) {
			return isTrue(env, "MAILDEV_INCOMING_SECURE") ? TlsMode.IMPLICIT : null;
		}

	},

	/** GreenMail, which takes mail from everybody. */
	GREENMAIL("greenmail/standalone", 3025);

	private final String image;

	private final int port;

	MailImage(String image, int port) {
		this.image = image;
		this.port = port;
	}

	static String[] images() {
		return Arrays.stream(values()).map((known) -> known.image).toArray(String[]::new);
	}

	/**
	 * The image of a container.
	 * @param name an image, or what a label or an annotation names instead; with or
	 * without registry and tag
	 * @return the image
	 */
	static MailImage of(String name) {
		return Arrays.stream(values())
			.filter((known) -> name.contains(known.image))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of " + Arrays.toString(images())));
	}

	String image() {
		return this.image;
	}

	/** The port within the container. */
	int port(Map<String, @Nullable String> env) {
		return this.port;
	}

	@Nullable MailLogin login(Map<String, @Nullable String> env) {
		return null;
	}

	@Nullable TlsMode demandedTls(Map<String, @Nullable String> env) {
		return null;
	}

	/**
	 * How connections are secured. A server that offers STARTTLS without demanding it has
	 * a certificate that nobody knows, so it is used only with an SSL bundle.
	 */
	TlsMode tls(Map<String, @Nullable String> env, boolean bundle) {
		TlsMode demanded = demandedTls(env);
		if (demanded != null) {
			return demanded;
		}
		return bundle ? TlsMode.STARTTLS : TlsMode.NONE;
	}

	private static boolean isTrue(Map<String, @Nullable String> env, String name) {
		return Boolean.parseBoolean(text(env, name)) || text(env, name).equals("1");
	}

	private static String text(Map<String, @Nullable String> env, String name) {
		String value = env.get(name);
		return (value != null) ? value.trim() : "";
	}

}
