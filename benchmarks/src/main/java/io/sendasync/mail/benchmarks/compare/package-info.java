/**
 * The comparison itself: one JVM for each contender, rounds in turns, tables in Markdown.
 */
@NullMarked
package io.sendasync.mail.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
