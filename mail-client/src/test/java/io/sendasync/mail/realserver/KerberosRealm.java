package io.sendasync.mail.realserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A Kerberos realm on loopback (MIT), with the user jane, who has a ticket, and the
 * service smtp/localhost.
 */
final class KerberosRealm implements AutoCloseable {

	static final String PACKAGES = "krb5-kdc krb5-admin-server krb5-user";

	static final String[] PROGRAMS = { "/usr/sbin/krb5kdc", "/usr/sbin/kdb5_util", "/usr/sbin/kadmin.local",
			"/usr/bin/kinit" };

	private static final String NAME = "SENDASYNC.TEST";

	private final Path directory;

	private final int port = Programs.freePort();

	private final Process process;

	private KerberosRealm(Path directory) throws IOException, InterruptedException {
		this.directory = directory;
		write("krb5.conf", """
				[libdefaults]
				  default_realm = REALM
				  dns_lookup_kdc = false
				  dns_lookup_realm = false
				  dns_canonicalize_hostname = false
				  rdns = false
				  udp_preference_limit = 1
				[realms]
				  REALM = {
				    kdc = 127.0.0.1:PORT
				  }
				[domain_realm]
				  localhost = REALM
				""");
		write("kdc.conf", """
				[kdcdefaults]
				  kdc_listen = 127.0.0.1:PORT
				  kdc_tcp_listen = 127.0.0.1:PORT
				[realms]
				  REALM = {
				    database_name = DIR/principal
				    key_stash_file = DIR/stash
				    acl_file = DIR/acl
				  }
				[logging]
				  kdc = FILE:DIR/kdc.log
				""");
		run("/usr/sbin/kdb5_util", "create", "-r", NAME, "-s", "-P", "master-of-tests");
		run("/usr/sbin/kadmin.local", "-r", NAME, "-q", "addprinc -randkey jane");
		run("/usr/sbin/kadmin.local", "-r", NAME, "-q", "addprinc -randkey smtp/localhost");
		run("/usr/sbin/kadmin.local", "-r", NAME, "-q", "ktadd -k " + directory + "/smtp.keytab smtp/localhost");
		run("/usr/sbin/kadmin.local", "-r", NAME, "-q", "ktadd -k " + directory + "/jane.keytab jane");
		this.process = Programs.builder(environment(), "/usr/sbin/krb5kdc", "-n", "-r", NAME)
			.redirectOutput(directory.resolve("kdc.out").toFile())
			.start();
	}

	static KerberosRealm start(Path directory) throws IOException, InterruptedException {
		KerberosRealm realm = new KerberosRealm(directory);
		Programs.await("KDC with the log in " + directory + "/kdc.out", realm.process, realm::isListening);
		realm.run("/usr/bin/kinit", "-c", realm.ticketCache(), "-k", "-t", directory + "/jane.keytab", "jane");
		return realm;
	}

	private void write(String name, String text) throws IOException {
		Files.writeString(this.directory.resolve(name),
				text.replace("REALM", NAME)
					.replace("PORT", Integer.toString(this.port))
					.replace("DIR", this.directory.toString()));
	}

	private void run(String... command) throws IOException, InterruptedException {
		Programs.run(environment(), command);
	}

	private boolean isListening() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * What makes programs of MIT Kerberos use this realm.
	 */
	Map<String, String> environment() {
		return Map.of("KRB5_CONFIG", configuration(), "KRB5_KDC_PROFILE", this.directory + "/kdc.conf");
	}

	String configuration() {
		return this.directory + "/krb5.conf";
	}

	String ticketCache() {
		return "FILE:" + this.directory + "/ticket";
	}

	String serviceKeytab() {
		return this.directory + "/smtp.keytab";
	}

	@Override
	public void close() {
		Programs.stop(this.process);
	}

}
