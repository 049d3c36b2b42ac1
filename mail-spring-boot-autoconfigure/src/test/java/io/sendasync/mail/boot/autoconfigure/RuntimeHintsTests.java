package io.sendasync.mail.boot.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.AsyncSmtpClient;
import io.sendasync.mail.boot.SmtpClientProperties;
import io.sendasync.mail.boot.SmtpConnectionProperties;
import io.sendasync.mail.boot.SmtpCredentialsProperties;
import io.sendasync.mail.boot.SmtpDeliveryProperties;
import io.sendasync.mail.boot.SmtpProperties;
import io.sendasync.mail.boot.SmtpRetryProperties;
import io.sendasync.mail.boot.SmtpTimeoutProperties;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image is told, by all that happens ahead of time.
 */
class RuntimeHintsTests {

	private final RuntimeHints hints = process(SmtpClientAutoConfiguration.class,
			AsyncSmtpClientAutoConfiguration.class);

	@Test
	void propertiesCanBeBound() {
		for (Class<?> type : List.of(SmtpProperties.class, SmtpClientProperties.class, SmtpClientProperties.Tls.class,
				SmtpClientProperties.Queue.class, SmtpClientProperties.Shutdown.class, SmtpConnectionProperties.class,
				SmtpCredentialsProperties.class, SmtpDeliveryProperties.class, SmtpRetryProperties.class,
				SmtpTimeoutProperties.class)) {
			assertThat(Stream.of(type.getDeclaredMethods())
				.filter((method) -> method.getName().startsWith("set") && !method.isSynthetic())).as(type.getName())
				.allSatisfy((setter) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(setter))
					.accepts(this.hints));
		}
	}

	@Test
	void clientsUnderANameCanBeMade() throws NoSuchMethodException {
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(SmtpClientProperties.class.getDeclaredConstructor())).accepts(this.hints);
	}

	@Test
	void proxyOfTheAsynchronousClientCanBeMade() {
		assertThat(RuntimeHintsPredicates.proxies()
			.forInterfaces(AopProxyUtils.completeJdkProxyInterfaces(DefaultAsyncSmtpClient.PROXY_INTERFACES)))
			.accepts(this.hints);
		assertThat(DefaultAsyncSmtpClient.PROXY_INTERFACES).contains(AsyncSmtpClient.class);
	}

	/**
	 * {@link SmtpClient} is known as the type of a bean; what stands behind it is not.
	 */
	@Test
	void theClientItselfNeedsNone() {
		assertThat(this.hints.reflection().typeHints()).map((hint) -> hint.getType().getName())
			.filteredOn((name) -> name.startsWith("io.sendasync.mail."))
			.filteredOn((name) -> !name.startsWith("io.sendasync.mail.boot."))
			.containsExactly(SmtpClient.class.getName());
	}

	private static RuntimeHints process(Class<?>... configurations) {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("io.sendasync.mail.boot", "Application")),
				new InMemoryGeneratedFiles());
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(configurations);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		return generation.getRuntimeHints();
	}

}
