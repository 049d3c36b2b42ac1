/**
 * The application without a page: one mail, sent from a terminal.
 */
@NullMarked
package io.sendasync.mail.sample.console;

import org.jspecify.annotations.NullMarked;
