package io.sendasync.mail.boot.autoconfigure;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.sendasync.mail.SmtpClient;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.StringUtils;

/**
 * Explains a qualifier that names no {@link SmtpClient}. Boot explains such an injection
 * point as well, but advises to define a bean, where it takes a property or another
 * spelling.
 */
final class NoSuchSmtpClientFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException>
		implements Ordered {

	private final BeanFactory beans;

	NoSuchSmtpClientFailureAnalyzer(BeanFactory beans) {
		this.beans = beans;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		String wanted = qualifier(rootFailure);
		if (wanted == null || !isMissingClient(cause)) {
			return null;
		}
		return new FailureAnalysis(
				((description != null) ? description : "An injection point")
						+ " asks for an SmtpClient with the qualifier '" + wanted + "'. " + knownClients(),
				"Write the name of one of them in the qualifier, or set '" + ClientKeys.named(wanted).key("host")
						+ "' to get such a client.",
				cause);
	}

	private static boolean isMissingClient(NoSuchBeanDefinitionException cause) {
		ResolvableType type = cause.getResolvableType();
		return type != null && type.resolve() == SmtpClient.class && cause.getNumberOfBeansFound() == 0;
	}

	private String knownClients() {
		String[] names = (this.beans instanceof ListableBeanFactory listable)
				? listable.getBeanNamesForType(SmtpClient.class, true, false) : new String[0];
		return (names.length == 0) ? "There is no client at all." : "There are these clients: "
				+ Arrays.stream(names).sorted().map((name) -> "'" + name + "'").collect(Collectors.joining(", ")) + ".";
	}

	/** That of the innermost injection point, which is the one that found nothing. */
	private static @Nullable String qualifier(Throwable failure) {
		InjectionPoint point = null;
		for (Throwable current = failure; current != null; current = current.getCause()) {
			if (current instanceof UnsatisfiedDependencyException unsatisfied) {
				point = unsatisfied.getInjectionPoint();
			}
		}
		if (point == null) {
			return null;
		}
		String value = MergedAnnotations.from(point.getAnnotations())
			.get(Qualifier.class)
			.getValue(MergedAnnotation.VALUE, String.class)
			.orElse(null);
		return StringUtils.hasText(value) ? value : null;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
