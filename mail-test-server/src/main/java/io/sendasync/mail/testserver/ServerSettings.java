package io.sendasync.mail.testserver;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * How a server behaves when nobody plans a fault. Immutable.
 *
 * @param hostName the name in the greeting
 * @param offer what EHLO offers
 * @param tls when to speak TLS
 * @param auth who may log in
 * @param limits what is refused
 * @param transport what the network is like
 */
record ServerSettings(String hostName, Offer offer, TlsPolicy tls, AuthPolicy auth, Limits limits,
		Transport transport) {

	record Offer(Set<SmtpExtension> extensions, List<String> otherKeywords, Duration minDeliverBy, Duration maxHold) {

		Offer {
			extensions = extensions.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(extensions));
			otherKeywords = List.copyOf(otherKeywords);
		}

	}

	/**
	 * When and how to speak TLS.
	 *
	 * @param demanding for handshakes in which the client must show a certificate, or
	 * {@code null} if none is wanted
	 */
	record TlsPolicy(ServerTls mode, @Nullable TestCertificates own, @Nullable SSLContext demanding, boolean required) {

		static TlsPolicy of(ServerTls mode, @Nullable TestCertificates own, @Nullable TestCertificates clients,
				boolean required) {
			SSLContext demanding = null;
			if (clients != null) {
				demanding = ((own != null) ? own : TestCertificates.shared()).serverSslContext(clients);
			}
			return new TlsPolicy(mode, own, demanding, required);
		}

		/** Made when first needed, because that takes time. */
		TestCertificates certificates() {
			return (this.own != null) ? this.own : TestCertificates.shared();
		}

		SSLContext sslContext() {
			return (this.demanding != null) ? this.demanding : certificates().serverSslContext();
		}

		boolean wantsClientCertificate() {
			return this.demanding != null;
		}

	}

	record AuthPolicy(Map<String, String> passwords, List<String> mechanisms, boolean clearText, boolean optional) {

		AuthPolicy {
			passwords = Collections.unmodifiableMap(new LinkedHashMap<>(passwords));
			mechanisms = List.copyOf(mechanisms);
		}

		boolean isOffered(boolean tls) {
			return !this.passwords.isEmpty() && (tls || this.clearText);
		}

		boolean isRequired() {
			return !this.passwords.isEmpty() && !this.optional;
		}

		boolean isRight(String user, String password) {
			return password.equals(this.passwords.get(user));
		}

		@Override
		public String toString() {
			return "AuthPolicy[users=" + this.passwords.keySet() + ", mechanisms=" + this.mechanisms + "]";
		}

	}

	record Limits(long maxSize, int maxRecipients, int maxMessages, int maxRecipientDomains,
			Predicate<String> knownRecipients) {

		/** As RFC 9422 prints them. */
		private String announced() {
			StringBuilder limits = new StringBuilder();
			append(limits, "MAILMAX", this.maxMessages);
			append(limits, "RCPTMAX", this.maxRecipients);
			append(limits, "RCPTDOMAINMAX", this.maxRecipientDomains);
			return limits.toString();
		}

		private static void append(StringBuilder limits, String name, int limit) {
			if (limit < Integer.MAX_VALUE) {
				limits.append(' ').append(name).append('=').append(limit);
			}
		}

	}

	record Transport(Duration latency, int receiveBuffer, int sendBuffer) {

		/** Whether each reply leaves before anything else is read. */
		boolean answersAtOnce() {
			return this.sendBuffer > 0;
		}

	}

	/** The keywords of an EHLO reply. */
	List<String> keywords(boolean tls, boolean mechanismsNow) {
		List<String> keywords = new ArrayList<>();
		for (SmtpExtension extension : this.offer.extensions()) {
			if (tls || extension != SmtpExtension.REQUIRETLS) {
				keywords.add(extension.keyword() + parameters(extension));
			}
		}
		if (this.tls.mode() == ServerTls.STARTTLS && !tls) {
			keywords.add("STARTTLS");
		}
		if (mechanismsNow) {
			keywords.add("AUTH " + String.join(" ", this.auth.mechanisms()));
		}
		keywords.addAll(this.offer.otherKeywords());
		return keywords;
	}

	private String parameters(SmtpExtension extension) {
		return switch (extension) {
			case SIZE -> (this.limits.maxSize() < Long.MAX_VALUE) ? " " + this.limits.maxSize() : "";
			case DELIVERBY -> this.offer.minDeliverBy().isZero() ? "" : " " + this.offer.minDeliverBy().toSeconds();
			case FUTURERELEASE -> " " + this.offer.maxHold().toSeconds() + " "
					+ Instant.now().plus(this.offer.maxHold()).truncatedTo(ChronoUnit.SECONDS);
			case LIMITS -> this.limits.announced();
			default -> "";
		};
	}

}
