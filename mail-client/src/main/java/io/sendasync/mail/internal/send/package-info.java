/**
 * The life of one send: admission, the queue, its states, its end. The only package that
 * completes futures.
 */
@NullMarked
package io.sendasync.mail.internal.send;

import org.jspecify.annotations.NullMarked;
