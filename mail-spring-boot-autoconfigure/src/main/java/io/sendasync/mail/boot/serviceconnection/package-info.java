/**
 * Finds the SMTP server in containers: of Docker Compose and of Testcontainers.
 */
@NullMarked
package io.sendasync.mail.boot.serviceconnection;

import org.jspecify.annotations.NullMarked;
