/**
 * Auto-configuration of the observations of the SMTP client.
 */
@NullMarked
package io.sendasync.mail.boot.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
