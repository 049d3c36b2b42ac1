/**
 * The SMTP client as an actuator endpoint.
 */
@NullMarked
package io.sendasync.mail.boot.actuate;

import org.jspecify.annotations.NullMarked;
