/**
 * What the contenders send to: a server that takes everything and keeps nothing, and a
 * proxy that makes the way there longer.
 */
@NullMarked
package io.sendasync.mail.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
