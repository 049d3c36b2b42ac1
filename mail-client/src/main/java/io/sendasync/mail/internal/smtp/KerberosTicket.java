package io.sendasync.mail.internal.smtp;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import java.util.concurrent.Callable;

import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

import org.jspecify.annotations.Nullable;

/**
 * The Kerberos ticket of this process. The JDK's GSSAPI takes tickets only from a subject
 * unless a system property says otherwise; so one is made for each login, by the JDK's
 * login module and without a JAAS configuration, and no property of the process is
 * touched. Where the application set such a property, its way is left alone.
 *
 * <p>
 * Thread contract: immutable; a ticket may be used by one thread after another.
 */
final class KerberosTicket {

	// Subject.callAs, new in JDK 18, where it replaces doAs.
	private static final @Nullable MethodHandle CALL_AS = findCallAs();

	private static final Configuration TICKET_CACHE = new Configuration() {
		@Override
		public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
			return new AppConfigurationEntry[] { new AppConfigurationEntry(
					"com.sun.security.auth.module.Krb5LoginModule", LoginModuleControlFlag.REQUIRED,
					Map.of("useTicketCache", "true", "doNotPrompt", "true", "refreshKrb5Config", "true")) };
		}
	};

	// Null where the JDK is told to find tickets by itself.
	private final @Nullable Subject subject;

	private KerberosTicket(@Nullable Subject subject) {
		this.subject = subject;
	}

	/**
	 * Reads the ticket cache.
	 * @return the ticket
	 * @throws SaslFailure if there is none
	 */
	static KerberosTicket read() throws SaslFailure {
		if (Boolean.getBoolean("sun.security.jgss.native")
				|| "false".equalsIgnoreCase(System.getProperty("javax.security.auth.useSubjectCredsOnly"))) {
			return new KerberosTicket(null);
		}
		Subject subject = new Subject();
		try {
			new LoginContext("smtp", subject, null, TICKET_CACHE).login();
		}
		catch (LoginException ex) {
			throw new SaslFailure("this process has no valid Kerberos ticket (" + ex.getMessage()
					+ "). Get one with kinit; KRB5CCNAME names its cache if it is not the default one", ex);
		}
		return new KerberosTicket(subject);
	}

	/**
	 * Does something in the name of whom the ticket is for.
	 */
	<T extends @Nullable Object> T use(PrivilegedExceptionAction<T> action) throws Exception {
		if (this.subject == null) {
			return action.run();
		}
		return (CALL_AS != null) ? callAs(CALL_AS, this.subject, action) : doAs(this.subject, action);
	}

	// callAs returns what the action returns.
	@SuppressWarnings("unchecked")
	private static <T extends @Nullable Object> T callAs(MethodHandle callAs, Subject subject,
			PrivilegedExceptionAction<T> action) throws Exception {
		try {
			return (T) callAs.invoke(subject, (Callable<T>) action::run);
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static <T extends @Nullable Object> T doAs(Subject subject, PrivilegedExceptionAction<T> action)
			throws Exception {
		try {
			return Subject.doAs(subject, action);
		}
		catch (PrivilegedActionException ex) {
			throw ex.getException();
		}
	}

	private static @Nullable MethodHandle findCallAs() {
		try {
			return MethodHandles.publicLookup()
				.findStatic(Subject.class, "callAs",
						MethodType.methodType(Object.class, Subject.class, Callable.class));
		}
		catch (NoSuchMethodException | IllegalAccessException ex) {
			return null;
		}
	}

}
