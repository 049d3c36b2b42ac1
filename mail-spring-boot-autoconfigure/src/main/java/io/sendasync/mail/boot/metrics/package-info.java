/**
 * Meters of the SMTP client.
 */
@NullMarked
package io.sendasync.mail.boot.metrics;

import org.jspecify.annotations.NullMarked;
