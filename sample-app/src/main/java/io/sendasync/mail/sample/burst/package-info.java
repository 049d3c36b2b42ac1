/**
 * Many sends at once, counted rather than listed.
 */
@NullMarked
package io.sendasync.mail.sample.burst;

import org.jspecify.annotations.NullMarked;
