/**
 * The code of the pages under docs, so that it compiles and runs.
 */
@NullMarked
package io.sendasync.mail.docs;

import org.jspecify.annotations.NullMarked;
