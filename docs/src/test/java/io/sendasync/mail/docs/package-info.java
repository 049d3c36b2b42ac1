/**
 * Keeps README and docs true: code, properties and links.
 */
@NullMarked
package io.sendasync.mail.docs;

import org.jspecify.annotations.NullMarked;
