/**
 * Auto-configuration of the SMTP client and of what belongs to it.
 */
@NullMarked
package io.sendasync.mail.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
