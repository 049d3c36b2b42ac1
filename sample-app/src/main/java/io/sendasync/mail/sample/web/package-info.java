/**
 * The JSON API, its event stream and its rules for browsers.
 */
@NullMarked
package io.sendasync.mail.sample.web;

import org.jspecify.annotations.NullMarked;
