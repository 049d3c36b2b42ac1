/**
 * What a client did lately, for those who watch an application.
 */
@NullMarked
package io.sendasync.mail.boot.monitor;

import org.jspecify.annotations.NullMarked;
