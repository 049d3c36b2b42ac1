package io.sendasync.mail.sample.server;

/**
 * Makes the names of attached files harmless.
 */
final class FileNames {

	private static final int MAX_LENGTH = 100;

	private FileNames() {
	}

	/**
	 * Without paths, control characters and what turns the direction of writing, by which
	 * {@code gpj.exe} can be made to look like {@code exe.jpg}.
	 */
	static String harmless(String name) {
		String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
		String clean = base.replaceAll("[\\p{Cntrl}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]", "")
			.replaceAll("[:*?\"<>|]", "_")
			.strip();
		String end = clean.substring(Math.max(0, clean.length() - MAX_LENGTH));
		return end.isEmpty() || end.chars().allMatch((c) -> c == '.') ? "file" : end;
	}

}
