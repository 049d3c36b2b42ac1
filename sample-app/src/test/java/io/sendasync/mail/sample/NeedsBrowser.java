package io.sendasync.mail.sample;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Skips a class of tests, and those that extend it, where there is no browser. JUnit's
 * own condition is not inherited.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@EnabledIf(value = "io.sendasync.mail.sample.Browser#expected", disabledReason = "No browser was found")
@interface NeedsBrowser {

}
