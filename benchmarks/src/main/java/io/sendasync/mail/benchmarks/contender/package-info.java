/**
 * The clients that are compared, each behind the same few methods and set up as its users
 * would.
 */
@NullMarked
package io.sendasync.mail.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
