package io.sendasync.mail.boot.autoconfigure;

import java.util.function.UnaryOperator;

/**
 * Captures what belongs to the calling thread, and brings it to the thread that runs the
 * decorated task. A bean only where there is a library that can.
 */
@FunctionalInterface
interface CallerContext extends UnaryOperator<Runnable> {

}
