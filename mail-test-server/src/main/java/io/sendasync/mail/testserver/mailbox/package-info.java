/**
 * What came, as a test wants to look at it: decoded, and with AssertJ assertions. Only
 * this package needs AssertJ, Jakarta Mail and an implementation of it on the class path.
 */
@NullMarked
package io.sendasync.mail.testserver.mailbox;

import org.jspecify.annotations.NullMarked;
