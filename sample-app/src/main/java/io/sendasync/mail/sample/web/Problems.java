package io.sendasync.mail.sample.web;

import java.util.Map;

import io.sendasync.mail.delivery.SmtpQueueFullException;
import io.sendasync.mail.sample.burst.BurstRunningException;
import io.sendasync.mail.sample.send.ClientNotReadyException;
import io.sendasync.mail.sample.send.InvalidSendException;
import io.sendasync.mail.sample.send.RecipientNotAllowedException;
import io.sendasync.mail.sample.send.TooManySendsException;
import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Says what went wrong and what to do about it (RFC 9457).
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

	@ExceptionHandler
	ProblemDetail invalid(InvalidSendException ex) {
		ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "The message cannot be sent as it is", ex);
		problem.setProperty("errors", ex.errors());
		return problem;
	}

	@ExceptionHandler
	ProblemDetail badRequest(BadRequestException ex) {
		return problem(HttpStatus.BAD_REQUEST, "The request is incomplete", ex);
	}

	@ExceptionHandler
	ProblemDetail noSuchWeather(NoSuchWeatherException ex) {
		ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "There is no such weather", ex);
		problem.setProperty("names", NoSuchWeatherException.names());
		return problem;
	}

	@ExceptionHandler
	ProblemDetail notAllowed(RecipientNotAllowedException ex) {
		ProblemDetail problem = problem(HttpStatus.FORBIDDEN, "The recipient is not allowed", ex);
		problem.setProperty("errors", ex.errors());
		return problem;
	}

	@ExceptionHandler
	ProblemDetail foreignOrigin(ForeignOriginException ex) {
		return problem(HttpStatus.FORBIDDEN, "The request comes from another site", ex);
	}

	@ExceptionHandler
	ProblemDetail missingToken(MissingTokenException ex) {
		return problem(HttpStatus.FORBIDDEN, "The form's token is missing or old", ex);
	}

	@ExceptionHandler
	ProblemDetail noSuchSend(NoSuchSendException ex) {
		return problem(HttpStatus.NOT_FOUND, "There is no such send", ex);
	}

	@ExceptionHandler
	ProblemDetail noSuchMail(NoSuchMailException ex) {
		return problem(HttpStatus.NOT_FOUND, "There is no such mail", ex);
	}

	// What the parser says may repeat the mail; the source shows it anyway.
	@ExceptionHandler
	ProblemDetail unreadableMail(MessagingException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT,
				"The mail breaks the rules of MIME. See its source.");
		problem.setTitle("The mail cannot be read");
		return problem;
	}

	@ExceptionHandler
	ProblemDetail noEmbeddedServer(NoEmbeddedServerException ex) {
		return problem(HttpStatus.CONFLICT, "The mail server is an external one", ex);
	}

	@ExceptionHandler
	ProblemDetail burstRunning(BurstRunningException ex) {
		return problem(HttpStatus.CONFLICT, "One burst at a time", ex);
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> tooOften(TooManyRequestsException ex) {
		return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
			.header(HttpHeaders.RETRY_AFTER, Long.toString(ex.seconds()))
			.body(problem(HttpStatus.TOO_MANY_REQUESTS, "Too many requests", ex));
	}

	@ExceptionHandler
	ProblemDetail notReady(ClientNotReadyException ex) {
		return problem(HttpStatus.SERVICE_UNAVAILABLE, "The mail client is not ready", ex);
	}

	@ExceptionHandler({ TooManySendsException.class, SmtpQueueFullException.class, TooManyStreamsException.class })
	ProblemDetail tooMuch(RuntimeException ex) {
		return problem(HttpStatus.SERVICE_UNAVAILABLE, "Too much at once", ex);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status,
				"Send a JSON object in UTF-8: {\"from\": \"jane@contoso.com\", \"to\": \"ben@contoso.com\", \"subject\": \"…\","
						+ " \"text\": \"…\", \"token\": \"…\"} to /api/sends, {\"slow\": true} to /api/server/slow,"
						+ " {\"weather\": \"calm\"} to /api/server/weather.");
		problem.setTitle("The body is not the expected JSON");
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status,
				"Send JSON with the header 'Content-Type: application/json', or a form as multipart/form-data where there are files.");
		problem.setTitle("The content type is not supported");
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(MaxUploadSizeExceededException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		String advice = "attach less: the files are too large to be looked at";
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, "attachments: " + advice);
		problem.setTitle("The files are too large");
		problem.setProperty("errors", Map.of("attachments", advice));
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	private static ProblemDetail problem(HttpStatus status, String title, RuntimeException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(ex.getMessage()));
		problem.setTitle(title);
		return problem;
	}

}
