/**
 * Auto-configuration of the actuator endpoint of the SMTP client.
 */
@NullMarked
package io.sendasync.mail.boot.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
