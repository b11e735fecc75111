package dev.spillway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.FileDescriptor;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The walls between the engine's rooms, and what may not come through its door. */
final class ArchitectureTest {
    private static final String FORMAT = "dev.spillway.internal.format..";
    private static final String BUFFER = "dev.spillway.internal.buffer..";
    private static final String TRANSPORT = "dev.spillway.internal.transport..";
    private static final String DELIVERY = "dev.spillway.internal.delivery..";
    private static final String CLI = "dev.spillway.internal.cli..";

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .importUrl(Spillway.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void formatKnowsNoOtherRoom() {
        noClasses()
                .that()
                .resideInAPackage(FORMAT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BUFFER, TRANSPORT, DELIVERY)
                .check(ENGINE);
    }

    @Test
    void bufferKnowsNoOtherRoom() {
        noClasses()
                .that()
                .resideInAPackage(BUFFER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FORMAT, TRANSPORT, DELIVERY)
                .check(ENGINE);
    }

    @Test
    void transportKnowsNoOtherRoom() {
        noClasses()
                .that()
                .resideInAPackage(TRANSPORT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FORMAT, BUFFER, DELIVERY)
                .check(ENGINE);
    }

    @Test
    void internalRoomsShareOnlyTheValuesOfTheRoot() {
        DescribedPredicate<JavaClass> values = belongToAnyOf(
                ConnectionState.class,
                DropReason.class,
                ConstantText.class,
                EventReader.class,
                LogEvent.class,
                Reporter.class,
                Severity.class,
                TextOutput.class);
        noClasses()
                .that()
                .resideInAPackage("dev.spillway.internal..")
                .and()
                .resideOutsideOfPackage(CLI)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.spillway").and(not(values)))
                .check(ENGINE);
    }

    @Test
    void theCommandKnowsWhatApplicationsKnowAndTheBuffer() {
        noClasses()
                .that()
                .resideInAPackage(CLI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FORMAT, TRANSPORT, DELIVERY)
                .check(ENGINE);
        noClasses()
                .that()
                .resideInAnyPackage(FORMAT, BUFFER, TRANSPORT, DELIVERY)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CLI)
                .check(ENGINE);
    }

    @Test
    void onlyTheCommandHasAProcessOfItsOwn() {
        noClasses()
                .that()
                .areNotAssignableTo(SpillwayCommand.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(FileDescriptor.class)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(ENGINE);
    }

    @Test
    void internalRoomsFormNoCycle() {
        slices().matching("dev.spillway.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(ENGINE);
    }

    @Test
    void onlyDeliveryMakesThreads() {
        noClasses()
                .that(not(resideInAPackage(DELIVERY)).and(not(registerAShutdownHook())))
                .should()
                .callConstructorWhere(createsA(Thread.class))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executors.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ExecutorService.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(CompletableFuture.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Timer.class)
                .check(ENGINE);
    }

    @Test
    void noMethodOnTheLogPathTakesAMonitor() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(FORMAT, BUFFER)
                .should()
                .notHaveModifier(JavaModifier.SYNCHRONIZED)
                .check(ENGINE);
    }

    @Test
    void formattingTakesNoLock() {
        noClasses()
                .that()
                .resideInAPackage(FORMAT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent.locks..")
                .check(ENGINE);
    }

    @Test
    void nothingIsKeptPerThread() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .check(ENGINE);
    }

    @Test
    void noThreadSleeps() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .check(ENGINE);
    }

    @Test
    void theEngineLogsThroughNoFramework() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..", "ch.qos.logback..", "org.apache..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(System.Logger.class)
                .check(ENGINE);
    }

    @Test
    void standardOutputBelongsToTheApplication() {
        noClasses().should().accessField(System.class, "out").check(ENGINE);
        noClasses().should().callMethod(Throwable.class, "printStackTrace").check(ENGINE);
    }

    @Test
    void oneReporterAtMostWritesToStandardError() {
        Set<String> writers = ENGINE.stream()
                .filter(type -> type.getFieldAccessesFromSelf().stream()
                        .anyMatch(access -> access.getTargetOwner().isEquivalentTo(System.class)
                                && access.getTarget().getName().equals("err")))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        assertThat(writers).hasSizeLessThanOrEqualTo(1).allMatch(name -> !name.contains(".internal."));
    }

    @Test
    void onlyThoseWhoNeedItKnowOkHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.spillway.internal.transport.http")
                .and()
                .doNotHaveSimpleName("HttpThreads")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "okio..", "kotlin..")
                .check(ENGINE);
    }

    @Test
    void nothingIsDeserializedLookedUpOrExecuted() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ObjectOutputStream.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.naming..", "java.rmi..", "javax.script..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "Runtime.exec",
                        call -> call.getTargetOwner().isEquivalentTo(Runtime.class)
                                && call.getName().equals("exec")))
                .check(ENGINE);
    }

    /** An expression that backtracks would let what is logged stop the thread that looks at it. */
    @Test
    void noRegularExpressionMeetsWhatIsLogged() {
        noClasses()
                .that()
                .resideInAnyPackage(FORMAT, BUFFER, DELIVERY)
                .and(not(haveTheName("RawStructuredData", "JsonLayout", "SpoolSlot")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex..")
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "take a regular expression",
                        call -> call.getTargetOwner().isEquivalentTo(String.class)
                                && Set.of("matches", "split", "replaceAll", "replaceFirst")
                                        .contains(call.getName())))
                .because("those three read an option, the process's number and the names of files")
                .check(ENGINE);
    }

    @Test
    void classesAreFinal() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotAnonymousClasses()
                .and()
                .areNotEnums()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(ENGINE);
    }

    private static DescribedPredicate<JavaClass> haveTheName(String... names) {
        return DescribedPredicate.describe(
                "have one of the names " + List.of(names),
                type -> List.of(names).contains(type.getSimpleName()));
    }

    private static DescribedPredicate<JavaClass> registerAShutdownHook() {
        return DescribedPredicate.describe(
                "register a shutdown hook",
                type -> type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Runtime.class)
                                && call.getName().equals("addShutdownHook")));
    }

    private static DescribedPredicate<JavaConstructorCall> createsA(Class<?> type) {
        return DescribedPredicate.describe(
                "creates a " + type.getSimpleName(), call -> assignableTo(type).test(call.getTargetOwner()));
    }
}
