/**
 * The client against servers that other people wrote, started from temporary directories
 * on loopback ports. Where their programs are not installed the tests are skipped and say
 * what is missing; with {@code CI=true} they fail instead.
 */
package io.sendasync.mail.realserver;
