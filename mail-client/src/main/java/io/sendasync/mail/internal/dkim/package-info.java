/**
 * DKIM signatures (RFC 6376): the canonical forms of header and body, and the field that
 * goes on top of a message. It sees octets and knows nothing of how they were made.
 */
@NullMarked
package io.sendasync.mail.internal.dkim;

import org.jspecify.annotations.NullMarked;
