/**
 * Observations of the SMTP client, with conventions that can be replaced.
 */
@NullMarked
package io.sendasync.mail.boot.observation;

import org.jspecify.annotations.NullMarked;
