package io.sendasync.mail.sample.web;

/**
 * The request says too little.
 */
final class BadRequestException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	BadRequestException(String message) {
		super(message);
	}

}
