package io.sendasync.mail.internal.pickup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * A message on its way into a file. Its own header must not say who gets it: that is what
 * the lines in front of it are for. It breaks off between writes if the send was
 * withdrawn.
 */
final class PickupStream extends FilterOutputStream {

	private static final int LONGEST_NAME = "x-receiver".length();

	private final BooleanSupplier withdrawn;

	private final StringBuilder name = new StringBuilder();

	private boolean inHeader = true;

	private boolean inName = true;

	private @Nullable IOException fileFailure;

	PickupStream(OutputStream out, BooleanSupplier withdrawn) {
		super(out);
		this.withdrawn = withdrawn;
	}

	@Override
	public void write(int octet) throws IOException {
		write(new byte[] { (byte) octet }, 0, 1);
	}

	@Override
	public void write(byte[] octets, int start, int length) throws IOException {
		if (this.withdrawn.getAsBoolean()) {
			throw new IOException("The send was withdrawn");
		}
		for (int i = start; i < start + length && this.inHeader; i++) {
			look(octets[i]);
		}
		try {
			this.out.write(octets, start, length);
		}
		catch (IOException ex) {
			this.fileFailure = ex;
			throw ex;
		}
	}

	private void look(byte octet) throws IOException {
		if (octet == '\n') {
			this.inHeader = !(this.inName && this.name.isEmpty());
			this.inName = true;
			this.name.setLength(0);
		}
		else if (this.inName && octet != '\r') {
			this.inName = octet != ':' && octet != ' ' && octet != '\t' && this.name.length() <= LONGEST_NAME;
			if (this.inName) {
				this.name.append((char) (octet & 0xFF));
			}
			else {
				requireHarmless();
			}
		}
	}

	private void requireHarmless() throws IOException {
		String field = this.name.toString().toLowerCase(Locale.ROOT);
		if (field.equals("x-sender") || field.equals("x-receiver")) {
			throw new IOException("its header has " + this.name
					+ ", which in a pickup directory names sender or recipients; they are taken from the envelope");
		}
	}

	/**
	 * Writes what is still buffered.
	 */
	void finish() throws IOException {
		try {
			this.out.flush();
		}
		catch (IOException ex) {
			this.fileFailure = ex;
			throw ex;
		}
	}

	/**
	 * Whose fault a failure was.
	 * @return true if the file's, false if the message's
	 */
	boolean causedByFile(IOException failure) {
		return failure == this.fileFailure;
	}

}
