package io.sendasync.mail.testserver;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

/**
 * What the module may lean on.
 */
class ArchitectureTest {

	private final JavaClasses module = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.sendasync.mail.testserver");

	@Test
	void moduleIsPlainJava() {
		classes().that()
			.resideInAPackage("io.sendasync.mail.testserver")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("io.sendasync.mail.testserver", "java..", "javax.net.ssl", "javax.security.auth.x500",
					"org.slf4j", "org.jspecify.annotations", "org.bouncycastle..")
			.check(this.module);
	}

	@Test
	void onlyTheMailboxNeedsAssertJAndJakartaMail() {
		classes().that()
			.resideInAPackage("io.sendasync.mail.testserver.mailbox")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("io.sendasync.mail.testserver..", "java..", "jakarta.mail..", "jakarta.activation",
					"org.assertj.core.api", "org.jspecify.annotations")
			.check(this.module);
	}

	@Test
	void nothingIsSynchronized() {
		noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).check(this.module);
	}

	@Test
	void onlyTheCertificateFactoryKnowsBouncyCastle() {
		classes().that()
			.doNotHaveSimpleName("CertificateFactory")
			.should()
			.onlyDependOnClassesThat()
			.resideOutsideOfPackage("org.bouncycastle..")
			.check(this.module);
	}

}
