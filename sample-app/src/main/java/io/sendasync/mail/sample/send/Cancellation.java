package io.sendasync.mail.sample.send;

/**
 * The answer to a request to cancel.
 *
 * @param id the operation's id
 * @param certainlyNotAccepted whether the message is withdrawn for certain
 * @param status the status of the send at this moment
 * @param detail the same for people
 */
public record Cancellation(String id, boolean certainlyNotAccepted, String status, String detail) {
}
