/**
 * Messages as octets (RFC 5322, RFC 2045 to 2047, RFC 2231). The only package that knows
 * Jakarta Mail, which quotes display names; what its system properties or a search of the
 * class path would decide is done here. The octets that come out are checked once more
 * before anybody sees them.
 */
@NullMarked
package io.sendasync.mail.internal.mime;

import org.jspecify.annotations.NullMarked;
