/**
 * Sockets, TLS, deadlines and octets. The only package that touches {@code java.net} and
 * {@code javax.net.ssl}: above it there are wires that speak in buffered octets and fail
 * with an {@link java.io.IOException}.
 */
@NullMarked
package io.sendasync.mail.internal.net;

import org.jspecify.annotations.NullMarked;
