/**
 * The sample application: a page and a JSON API that send mail asynchronously and show
 * what becomes of it. Start reading at {@link io.sendasync.mail.sample.send.Sends}.
 */
@NullMarked
package io.sendasync.mail.sample;

import org.jspecify.annotations.NullMarked;
