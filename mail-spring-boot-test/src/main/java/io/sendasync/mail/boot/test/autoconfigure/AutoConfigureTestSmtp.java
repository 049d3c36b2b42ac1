package io.sendasync.mail.boot.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.sendasync.mail.testserver.ServerTls;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;

/**
 * Lets a test's application send to an SMTP server within the test: the application's own
 * client, over a real socket. Host, port, credentials and TLS of {@code mail.smtp.*}, of
 * other {@link io.sendasync.mail.boot.SmtpConnectionDetails} and of a
 * {@link io.sendasync.mail.delivery.SmtpCredentialsProvider} have no effect then; the
 * other properties do.
 *
 * <p>
 * To be injected: the {@link io.sendasync.mail.testserver.mailbox.Mailbox}, for what
 * came, and the {@link io.sendasync.mail.testserver.SmtpTestServer}, to refuse, delay and
 * break connections. After each test method pending sends are cancelled and the server is
 * {@linkplain io.sendasync.mail.testserver.SmtpTestServer#clear() cleared}. Its port is
 * the property {@code local.smtp.port}, for other clients in the application.
 *
 * <p>
 * Each application context has a server of its own on a free port, so that tests may run
 * in parallel as long as they do not share a context. An application that makes the
 * {@link io.sendasync.mail.SmtpClient} itself has to do so from the
 * {@code SmtpConnectionDetails} bean.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@PropertyMapping("mail.test-smtp")
public @interface AutoConfigureTestSmtp {

	/**
	 * Whether and when the server speaks TLS. The client trusts its certificate.
	 * @return the mode
	 */
	ServerTls tls() default ServerTls.NONE;

	/**
	 * The user that the server demands and the client logs in as.
	 * @return the name; empty for a server without logins
	 */
	String username() default "";

	/**
	 * The password of that user.
	 * @return the password
	 */
	String password() default "";

}
