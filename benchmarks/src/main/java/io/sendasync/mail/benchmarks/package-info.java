/**
 * Measurements: of hot parts with JMH, and end to end beside what users would take
 * instead. Claims about speed come from here, as ratios within one run.
 */
@NullMarked
package io.sendasync.mail.benchmarks;

import org.jspecify.annotations.NullMarked;
