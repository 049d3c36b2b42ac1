package io.sendasync.mail.realserver;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import io.sendasync.mail.testserver.TestCertificates;
import org.awaitility.Awaitility;

/**
 * A Postfix of its own, apart from the system's: it listens on loopback only, puts what
 * it takes for {@code example.org} into a Maildir, and lets no mail leave.
 */
final class PostfixServer implements AutoCloseable {

	private static final String MASTER = "/usr/lib/postfix/sbin/master";

	private static final List<String> QUEUES = List.of("active", "bounce", "corrupt", "defer", "deferred", "flush",
			"hold", "incoming", "private", "public", "saved", "trace");

	private final Path directory;

	private final int port = freePort();

	private final Maildir mail;

	private final TestCertificates certificates;

	private Process process;

	private Process guard;

	private PostfixServer(Path directory, TestCertificates certificates, String settings) throws IOException {
		this.directory = directory;
		this.mail = new Maildir(directory.resolve("mail/all"));
		this.certificates = certificates;
		Files.createDirectories(directory.resolve("queue/pid"));
		for (String queue : QUEUES) {
			create("queue/" + queue, "postfix");
		}
		create("data", "postfix");
		create("mail", "nobody");
		Path configuration = Files.createDirectory(directory.resolve("config"));
		Files.writeString(directory.resolve("cert.pem"), certificates.certificateChainPem());
		Files.writeString(directory.resolve("key.pem"), certificates.privateKeyPem());
		Path main = Files.writeString(configuration.resolve("main.cf"),
				mainSettings().replace("DIR", directory.toString()).replace("NAME", name()) + settings);
		// Postfix waits until its settings seem not to be edited any more.
		Files.setLastModifiedTime(main, FileTime.from(Instant.now().minusSeconds(60)));
		Files.writeString(configuration.resolve("master.cf"), services().replace("PORT", Integer.toString(this.port)));
		this.process = launch();
		this.guard = guard();
	}

	/**
	 * Skips the test, or fails it in CI, if there is no Postfix.
	 */
	static void require() {
		Programs.require("postfix", MASTER);
	}

	/**
	 * Starts a server whose certificate is for localhost.
	 * @param settings more lines for its main.cf
	 */
	static PostfixServer start(String... settings) throws IOException {
		return start(TestCertificates.forHosts("localhost"), settings);
	}

	static PostfixServer start(TestCertificates certificates, String... settings) throws IOException {
		require();
		Path directory = Programs.directory("postfix");
		boolean started = false;
		try {
			PostfixServer server = new PostfixServer(directory, certificates, String.join("\n", settings) + "\n");
			server.awaitListening();
			started = true;
			return server;
		}
		finally {
			if (!started) {
				Programs.delete(directory);
			}
		}
	}

	private void create(String name, String owner) throws IOException {
		Path created = Files.createDirectories(this.directory.resolve(name));
		UserPrincipalLookupService users = created.getFileSystem().getUserPrincipalLookupService();
		Files.setOwner(created, users.lookupPrincipalByName(owner));
	}

	private static String mainSettings() {
		return """
				compatibility_level = 3.6
				queue_directory = DIR/queue
				data_directory = DIR/data
				maillog_file = /dev/stdout
				myhostname = NAME
				mydestination =
				inet_interfaces = loopback-only
				inet_protocols = ipv4
				mynetworks = 127.0.0.0/8
				default_transport = error:mail does not leave this server
				relay_transport = error:mail does not leave this server
				local_transport = error:mail does not leave this server
				alias_maps =
				alias_database =
				virtual_mailbox_domains = example.org
				virtual_mailbox_base = DIR/mail
				virtual_mailbox_maps = static:all/
				virtual_uid_maps = static:NOBODY
				virtual_gid_maps = static:NOBODY
				# Nothing waits for long after trouble.
				service_throttle_time = 1s
				transport_retry_time = 1s
				queue_run_delay = 1s
				minimal_backoff_time = 1s
				maximal_backoff_time = 2s
				# Nor does it hold messages back because it delivers slower than it accepts.
				in_flow_delay = 0s
				smtpd_peername_lookup = no
				smtpd_forbid_bare_newline = yes
				smtpd_tls_cert_file = DIR/cert.pem
				smtpd_tls_key_file = DIR/key.pem
				smtpd_tls_received_header = yes
				smtputf8_enable = yes
				""".replace("NOBODY", "65534");
	}

	private static String services() {
		return """
				127.0.0.1:PORT inet n - n - - smtpd
				cleanup unix n - n - 0 cleanup
				qmgr unix n - n 300 1 qmgr
				tlsmgr unix - - n 1000? 1 tlsmgr
				rewrite unix - - n - - trivial-rewrite
				bounce unix - - n - 0 bounce
				defer unix - - n - 0 bounce
				trace unix - - n - 0 bounce
				proxymap unix - - n - - proxymap
				error unix - - n - - error
				retry unix - - n - - error
				virtual unix - n n - - virtual
				anvil unix - - n - 1 anvil
				postlog unix-dgram n - n - 1 postlogd
				""";
	}

	private Process launch() throws IOException {
		// -s: stay this process, and lead a session of its own, so that ending it ends
		// all of its children and nobody else.
		return new ProcessBuilder(MASTER, "-c", this.directory + "/config", "-s").redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(this.directory.toFile(), "log")))
			.start();
	}

	/**
	 * Ends the server if this JVM dies without doing so: its end of the pipe closes then.
	 */
	private Process guard() throws IOException {
		return new ProcessBuilder("/bin/sh", "-c", """
				trap '' HUP INT TERM
				read line
				kill "$1"
				for i in 1 2 3 4 5; do kill -0 "$1" && sleep 1; done
				rm -rf "$2"
				""", "guard", Long.toString(this.process.pid()), this.directory.toString()).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	private void awaitListening() {
		Programs.await("Postfix with the log in " + this.directory + "/log", this.process, this::greets);
	}

	private boolean greets() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			String greeting = "220 " + name() + " ";
			byte[] octets = socket.getInputStream().readNBytes(greeting.length());
			return greeting.equals(new String(octets, StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			return false;
		}
	}

	// Below those that the system gives to other servers and to clients, since a stopped
	// server must find its port free again.
	private static int freePort() {
		for (int i = 0; i < 100; i++) {
			int port = ThreadLocalRandom.current().nextInt(20000, 32000);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			}
			catch (IOException ex) {
				// Taken: the next one.
			}
		}
		throw new IllegalStateException("No free port");
	}

	private String name() {
		return "mx" + this.port + ".sendasync.test";
	}

	int port() {
		return this.port;
	}

	Maildir mail() {
		return this.mail;
	}

	TestCertificates certificates() {
		return this.certificates;
	}

	/**
	 * The lines that it logged and that contain a text.
	 */
	List<String> log(String text) throws IOException {
		try (Stream<String> lines = Files.lines(this.directory.resolve("log"))) {
			return lines.filter((line) -> line.contains(text)).toList();
		}
	}

	/**
	 * What it counted in each SMTP session that is over, such as {@code ehlo=1 mail=3}.
	 */
	List<String> sessions() throws IOException {
		return log("disconnect from").stream().filter((line) -> line.contains(" ehlo=")).toList();
	}

	/**
	 * Whether all that it accepted is delivered. What it took only in part stays in the
	 * queue, without the permission that marks a complete file.
	 */
	boolean queueIsEmpty() throws IOException {
		for (String queue : List.of("incoming", "active", "deferred")) {
			try (Stream<Path> files = Files.walk(this.directory.resolve("queue/" + queue))) {
				if (files.anyMatch((file) -> Files.isRegularFile(file) && Files.isExecutable(file))) {
					return false;
				}
			}
			catch (UncheckedIOException ex) {
				// A file moved on meanwhile.
				return false;
			}
		}
		return true;
	}

	/**
	 * Ends it in the middle of everything.
	 */
	void stop() throws IOException {
		this.guard.destroyForcibly();
		this.guard.onExit().join();
		Programs.stop(this.process);
		Awaitility.await("end of Postfix").atMost(Duration.ofSeconds(10)).until(() -> children("").isEmpty());
	}

	void startAgain() throws IOException {
		this.process = launch();
		this.guard = guard();
		awaitListening();
	}

	/**
	 * Lets it read its settings again, and replace its processes one after the other.
	 */
	void reload() throws IOException, InterruptedException {
		Programs.run(Map.of(), "/bin/kill", "-HUP", Long.toString(this.process.pid()));
	}

	/**
	 * Ends the processes that serve connections, without a word to their clients.
	 */
	void killSessions() throws IOException {
		children("smtpd").forEach(ProcessHandle::destroyForcibly);
	}

	/**
	 * The live processes of its session, which outlive their parent for a moment. Dead
	 * ones that nobody waits for do not count.
	 */
	private List<ProcessHandle> children(String name) throws IOException {
		String session = Long.toString(this.process.pid());
		try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
			return all.filter((one) -> {
				// pid (name) state parent group session
				String[] parts = stat(one.pid()).split("[()]", -1);
				String[] numbers = parts[parts.length - 1].trim().split(" ", -1);
				return numbers.length > 3 && numbers[3].equals(session) && !numbers[0].equals("Z")
						&& parts[1].startsWith(name) && one.pid() != this.process.pid();
			}).toList();
		}
	}

	private static String stat(long pid) {
		try {
			return Files.readString(Path.of("/proc/" + pid + "/stat"));
		}
		catch (IOException ex) {
			return "";
		}
	}

	@Override
	public void close() throws IOException {
		try {
			stop();
		}
		finally {
			Programs.delete(this.directory);
		}
	}

}
