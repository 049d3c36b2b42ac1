/**
 * The state of the SMTP client as a health indicator.
 */
@NullMarked
package io.sendasync.mail.boot.health;

import org.jspecify.annotations.NullMarked;
