/**
 * What the client is doing, in figures.
 */
@NullMarked
package io.sendasync.mail.sample.engine;

import org.jspecify.annotations.NullMarked;
