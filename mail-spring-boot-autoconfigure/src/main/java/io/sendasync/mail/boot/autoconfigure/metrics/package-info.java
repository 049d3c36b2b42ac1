/**
 * Auto-configuration of the meters of the SMTP client.
 */
@NullMarked
package io.sendasync.mail.boot.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
