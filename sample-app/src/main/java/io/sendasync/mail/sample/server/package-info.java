/**
 * The mail server: GreenMail inside this process behind a relay that can be slow, with
 * the mails that arrived, or an external server about which little is known.
 */
@NullMarked
package io.sendasync.mail.sample.server;

import org.jspecify.annotations.NullMarked;
