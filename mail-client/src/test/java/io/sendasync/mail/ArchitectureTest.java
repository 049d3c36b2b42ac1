package io.sendasync.mail;

import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The table of packages in the design, as rules.
 */
class ArchitectureTest {

	private static final String ROOT = "io.sendasync.mail";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void packagesHaveNoCycles() {
		slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void messageUsesNothingOfOurs() {
		mayUse("message");
	}

	@Test
	void deliveryUsesMessage() {
		mayUse("delivery", "message");
	}

	@Test
	void mimeUsesMessage() {
		mayUse("internal.mime", "message");
	}

	@Test
	void netUsesDelivery() {
		mayUse("internal.net", "delivery");
	}

	@Test
	void smtpUsesNetAndValues() {
		mayUse("internal.smtp", "internal.net", "delivery", "message");
	}

	@Test
	void laneUsesSmtpAndNet() {
		mayUse("internal.lane", "internal.smtp", "internal.net", "delivery");
	}

	@Test
	void dkimUsesValues() {
		mayUse("internal.dkim", "delivery", "message");
	}

	@Test
	void pickupUsesTheFrameAndValues() {
		mayUse("internal.pickup", "internal.lane", "internal.smtp", "internal.net", "delivery", "message");
	}

	@Test
	void sendUsesTheOtherInternalOnes() {
		mayUse("internal.send", "internal.lane", "internal.smtp", "internal.net", "internal.mime", "delivery",
				"message");
	}

	@Test
	void onlyNetTouchesSocketsAndTls() {
		// The builder takes an SSLContext, and its parts pass it on.
		noClasses().that()
			.resideInAPackage(ROOT + ".internal..")
			.and()
			.resideOutsideOfPackage(ROOT + ".internal.net")
			.should()
			.dependOnClassesThat(resideInAnyPackage("java.net", "java.nio.channels", "javax.net..")
				.and(not(JavaClass.Predicates.belongToAnyOf(FileChannel.class, Channels.class))))
			.check(CLASSES);
	}

	@Test
	void onlySendCompletesFutures() {
		// A SendOperation calls its own superclass, after it asked the send.
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".internal.send")
			.and()
			.doNotHaveFullyQualifiedName(SendOperation.class.getName())
			.should()
			.callMethodWhere(new DescribedPredicate<JavaMethodCall>("completes a future") {
				@Override
				public boolean test(JavaMethodCall call) {
					return call.getTargetOwner().isAssignableTo(CompletableFuture.class)
							&& call.getName().matches("complete.*|obtrude.*|cancel");
				}
			})
			.check(CLASSES);
	}

	@Test
	void jakartaMailStaysInMime() {
		// And where callers hand in a MimeMessage: there it is only passed on.
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".internal.mime")
			.and()
			.doNotHaveFullyQualifiedName(SmtpClient.class.getName())
			.and()
			.doNotHaveFullyQualifiedName(MimeMessageReader.class.getName())
			.and()
			// Another module, which is on the class path.
			.resideOutsideOfPackage(ROOT + ".testserver..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
			.check(CLASSES);
	}

	@Test
	void nothingKnowsSpring() {
		noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework..").check(CLASSES);
	}

	@Test
	void monitorsAreNotUsed() {
		noClasses().should().callMethodWhere(new DescribedPredicate<JavaMethodCall>("waits in a monitor or sleeps") {
			@Override
			public boolean test(JavaMethodCall call) {
				return (call.getTargetOwner().isEquivalentTo(Object.class) && call.getName().matches("wait|notify.*"))
						|| (call.getTargetOwner().isEquivalentTo(Thread.class) && call.getName().equals("sleep"));
			}
		}).check(CLASSES);
		noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class).check(CLASSES);
	}

	@Test
	void exportedTypesDoNotShowInternalOnes() {
		classes().that()
			.resideInAnyPackage(ROOT + ".message", ROOT + ".delivery")
			.should()
			.onlyDependOnClassesThat(not(resideInAPackage(ROOT + ".internal..")))
			.check(CLASSES);
	}

	private static void mayUse(String name, String... used) {
		String[] allowed = new String[used.length + 1];
		allowed[0] = ROOT + "." + name;
		for (int i = 0; i < used.length; i++) {
			allowed[i + 1] = ROOT + "." + used[i];
		}
		DescribedPredicate<JavaClass> forbidden = resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed)));
		noClasses().that().resideInAPackage(ROOT + "." + name).should().dependOnClassesThat(forbidden).check(CLASSES);
	}

}
