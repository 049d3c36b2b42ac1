/**
 * The code of the project's README, so that it compiles and runs.
 */
@NullMarked
package io.sendasync.mail.sample.readme;

import org.jspecify.annotations.NullMarked;
