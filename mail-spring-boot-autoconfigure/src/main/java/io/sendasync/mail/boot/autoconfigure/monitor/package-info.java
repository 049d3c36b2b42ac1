/**
 * Auto-configuration of what watches the SMTP client.
 */
@NullMarked
package io.sendasync.mail.boot.autoconfigure.monitor;

import org.jspecify.annotations.NullMarked;
