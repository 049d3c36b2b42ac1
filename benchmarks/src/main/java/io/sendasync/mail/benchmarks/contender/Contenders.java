package io.sendasync.mail.benchmarks.contender;

/**
 * Who takes part.
 */
public enum Contenders {

	/** The limit. */
	RAW("raw sockets, rendered before (the limit)") {

		@Override
		public Contender start(Target target) throws Exception {
			return new RawContender(target);
		}

	},

	/** This project. */
	OURS("**this project**") {

		@Override
		public Contender start(Target target) {
			return new OurContender(target);
		}

	},

	/** Ours behind Spring's interface, one by one. */
	BRIDGE_ONE("`JavaMailSender.send` on this project, one by one") {

		@Override
		public Contender start(Target target) {
			return JavaMailSenderContender.bridge(target, 1);
		}

	},

	/** Ours behind Spring's interface, a hundred at once. */
	BRIDGE_ARRAY("`JavaMailSender.send` on this project, arrays of 100") {

		@Override
		public Contender start(Target target) {
			return JavaMailSenderContender.bridge(target, 100);
		}

	},

	/** Jakarta Mail by hand. */
	ANGUS("Angus `Transport` kept open") {

		@Override
		public Contender start(Target target) throws Exception {
			return new AngusContender(target);
		}

	},

	/** Spring, one by one. */
	SPRING_ONE("`JavaMailSender.send`, one by one") {

		@Override
		public Contender start(Target target) {
			return JavaMailSenderContender.spring(target, 1);
		}

	},

	/** Spring, a hundred at once. */
	SPRING_ARRAY("`JavaMailSender.send`, arrays of 100") {

		@Override
		public Contender start(Target target) {
			return JavaMailSenderContender.spring(target, 100);
		}

	},

	/** Simple Java Mail. */
	SIMPLE_JAVA_MAIL("Simple Java Mail, batch module") {

		@Override
		public Contender start(Target target) {
			return new SimpleJavaMailContender(target);
		}

	},

	/** Vert.x. */
	VERTX("Vert.x, pool and pipelining") {

		@Override
		public Contender start(Target target) {
			return new VertxContender(target);
		}

	};

	private final String title;

	Contenders(String title) {
		this.title = title;
	}

	/**
	 * For a table.
	 * @return Markdown
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Sets the client up.
	 * @param target where to send, and what
	 * @return the client, to be closed
	 * @throws Exception if it does not connect
	 */
	public abstract Contender start(Target target) throws Exception;

}
