/**
 * Auto-configuration of the health of the SMTP client.
 */
@NullMarked
package io.sendasync.mail.boot.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
