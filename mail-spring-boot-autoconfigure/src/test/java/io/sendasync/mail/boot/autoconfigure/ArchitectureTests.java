package io.sendasync.mail.boot.autoconfigure;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.util.ClassUtils;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Boot's own rules for auto-configurations, and those of this house.
 */
class ArchitectureTests {

	private static final String IMPORTS = "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.sendasync.mail.boot");

	@Test
	void autoConfigurationsArePublicAndFinalAndNamedSo() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsHaveNoOtherPublicMembers() throws ClassNotFoundException {
		for (String name : imports()) {
			Class<?> type = Class.forName(name);
			assertThat(type.getConstructors()).isEmpty();
			assertThat(type.getDeclaredFields()).noneMatch((field) -> Modifier.isPublic(field.getModifiers()));
			assertThat(type.getDeclaredMethods()).noneMatch((method) -> Modifier.isPublic(method.getModifiers()));
			assertThat(type.getDeclaredClasses()).noneMatch((nested) -> Modifier.isPublic(nested.getModifiers()));
		}
	}

	@Test
	void configurationsDoNotProxyBeanMethods() {
		classes().that().areAnnotatedWith(Configuration.class).should(new ArchCondition<>("not proxy bean methods") {
			@Override
			public void check(JavaClass item, ConditionEvents events) {
				events.add(new SimpleConditionEvent(item,
						!item.getAnnotationOfType(Configuration.class).proxyBeanMethods(), item.getFullName()));
			}
		}).check(CLASSES);
	}

	@Test
	void beanMethodsArePackagePrivate() {
		methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate().check(CLASSES);
	}

	@Test
	void beanMethodsHaveNoClassCondition() {
		noMethods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.beAnnotatedWith(ConditionalOnClass.class)
			.check(CLASSES);
	}

	@Test
	void missingBeanConditionsDoNotRepeatTheReturnType() {
		methods().that()
			.areAnnotatedWith(ConditionalOnMissingBean.class)
			.should(new ArchCondition<>("name another type than they return") {
				@Override
				public void check(JavaMethod item, ConditionEvents events) {
					Class<?>[] types = item.getAnnotationOfType(ConditionalOnMissingBean.class).value();
					boolean repeated = types.length == 1 && item.getRawReturnType().isEquivalentTo(types[0]);
					events.add(new SimpleConditionEvent(item, !repeated, item.getFullName()));
				}
			})
			.check(CLASSES);
	}

	@Test
	void postProcessorsAreMadeByStaticMethods() {
		methods().that()
			.areAnnotatedWith(Bean.class)
			.and()
			.haveRawReturnType(DescribedPredicate.or(JavaClass.Predicates.assignableTo(BeanPostProcessor.class),
					JavaClass.Predicates.assignableTo(BeanFactoryPostProcessor.class)))
			.should()
			.beStatic()
			.check(CLASSES);
	}

	@Test
	void importsAreSortedAndComplete() {
		List<String> annotated = CLASSES.stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.sorted()
			.toList();
		assertThat(imports()).containsExactlyElementsOf(annotated);
	}

	@Test
	void failureAnalyzersAreRegistered() {
		List<String> registered = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, FailureHandler.logging(LogFactory.getLog(getClass())))
			.stream()
			.map((analyzer) -> analyzer.getClass().getName())
			.toList();
		assertThat(CLASSES.stream()
			.filter((type) -> type.isAssignableTo(FailureAnalyzer.class))
			.map(JavaClass::getName)
			.toList()).isNotEmpty().isSubsetOf(registered);
	}

	@Test
	void whatUsersSeeKnowsNothingOfTheAutoConfiguration() {
		slices().matching("io.sendasync.mail.(boot..)").should().beFreeOfCycles().check(CLASSES);
		classes().that()
			.resideInAPackage("io.sendasync.mail.boot")
			.should()
			.onlyHaveDependentClassesThat()
			.resideInAnyPackage("io.sendasync.mail.boot..")
			.check(CLASSES);
	}

	@Test
	void internalsOfTheClientAreNotUsed() {
		classes().should()
			.onlyDependOnClassesThat(
					DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("io.sendasync.mail.internal..")))
			.check(CLASSES);
	}

	@Test
	void everyPackageIsNullMarked() {
		assertThat(CLASSES).map(JavaClass::getPackageName)
			.allMatch((name) -> ClassUtils.resolveClassName(name + ".package-info", null)
				.isAnnotationPresent(NullMarked.class));
	}

	private static List<String> imports() {
		try {
			return new ClassPathResource(IMPORTS).getContentAsString(UTF_8).lines().toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
