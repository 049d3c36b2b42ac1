package io.sendasync.mail.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import io.sendasync.mail.ClientStatistics;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.AsyncSmtpClient;
import io.sendasync.mail.boot.SmtpClientProperties;
import io.sendasync.mail.boot.SmtpConnectionProperties;
import io.sendasync.mail.boot.SmtpCredentialsProperties;
import io.sendasync.mail.boot.SmtpDeliveryProperties;
import io.sendasync.mail.boot.SmtpProperties;
import io.sendasync.mail.boot.SmtpRetryProperties;
import io.sendasync.mail.boot.SmtpTimeoutProperties;
import io.sendasync.mail.boot.actuate.SmtpEndpoint;
import io.sendasync.mail.boot.autoconfigure.endpoint.SmtpEndpointAutoConfiguration;
import io.sendasync.mail.boot.autoconfigure.endpoint.SmtpSanitizingAutoConfiguration;
import io.sendasync.mail.boot.autoconfigure.health.SmtpHealthContributorAutoConfiguration;
import io.sendasync.mail.boot.autoconfigure.health.SmtpHealthProperties;
import io.sendasync.mail.boot.autoconfigure.monitor.SmtpMonitorAutoConfiguration;
import io.sendasync.mail.boot.monitor.SmtpClientMonitor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
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
			assertThat(setters(type)).as(type.getName())
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

	@Test
	void propertiesOfHealthCanBeBound() {
		for (Class<?> type : List.of(SmtpHealthProperties.class, SmtpHealthProperties.Cache.class)) {
			assertThat(setters(type)).as(type.getName())
				.isNotEmpty()
				.allSatisfy((setter) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(setter))
					.accepts(optional()));
		}
	}

	@Test
	void endpointCanBeCalledAndItsAnswersWritten() {
		RuntimeHints hints = optional();
		assertThat(Stream.of(SmtpEndpoint.class.getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()))).hasSize(3)
			.allSatisfy((operation) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(operation))
				.accepts(hints));
		for (Class<?> type : List.of(SmtpEndpoint.SmtpDescriptor.class, SmtpEndpoint.ClientDescriptor.class,
				ClientStatistics.class, SmtpClientMonitor.Completion.class, SmtpClientMonitor.ConnectFailure.class)) {
			assertThat(Stream.of(type.getRecordComponents())).as(type.getName())
				.isNotEmpty()
				.allSatisfy((component) -> assertThat(
						RuntimeHintsPredicates.reflection().onMethodInvocation(component.getAccessor()))
					.accepts(hints));
		}
	}

	@Test
	void whatTheFactoriesFileNamesCanBeMade() throws ClassNotFoundException {
		Properties factories = new Properties();
		try (InputStream in = getClass().getResourceAsStream("/META-INF/spring.factories")) {
			factories.load(in);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		List<String> names = factories.values()
			.stream()
			.flatMap((value) -> Stream.of(value.toString().split(",")))
			.filter((name) -> name.startsWith("io.sendasync."))
			.toList();
		assertThat(names).hasSize(5);
		for (String name : names) {
			Constructor<?> constructor = Class.forName(name).getDeclaredConstructors()[0];
			assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(constructor)).as(name)
				.accepts(this.hints);
		}
	}

	/** All that depends on an optional library. */
	private static RuntimeHints optional() {
		return process(SmtpClientAutoConfiguration.class, SmtpMonitorAutoConfiguration.class,
				SmtpHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class,
				EndpointAutoConfiguration.class, SmtpEndpointAutoConfiguration.class,
				SmtpSanitizingAutoConfiguration.class, SmtpJavaMailSenderAutoConfiguration.class,
				SmtpContextPropagationAutoConfiguration.class, AfterCommitSmtpClientAutoConfiguration.class);
	}

	private static Stream<Method> setters(Class<?> type) {
		return Stream.of(type.getDeclaredMethods())
			.filter((method) -> method.getName().startsWith("set") && !method.isSynthetic());
	}

	private static RuntimeHints process(Class<?>... configurations) {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("io.sendasync.mail.boot", "Application")),
				new InMemoryGeneratedFiles());
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues.of("management.endpoints.web.exposure.include=*").applyTo(context);
			context.register(configurations);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		return generation.getRuntimeHints();
	}

}
