/**
 * Tests of applications that send mail: the SMTP server runs within the test. Start with
 * {@link io.sendasync.mail.boot.test.autoconfigure.AutoConfigureTestSmtp}.
 */
@NullMarked
package io.sendasync.mail.boot.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
