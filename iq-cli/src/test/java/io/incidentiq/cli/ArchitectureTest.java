package io.incidentiq.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. */
@AnalyzeClasses(packages = "io.incidentiq", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ENGINE = "io.incidentiq.rollback";
    private static final String CLI = "io.incidentiq.cli";

    @ArchTest
    static final ArchRule the_model_knows_nobody = noClasses()
            .that()
            .resideInAPackage("io.incidentiq.runbook..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.incidentiq.rollback..",
                    "io.incidentiq.aws..",
                    "io.incidentiq.simulator..",
                    "io.incidentiq.cli..");

    @ArchTest
    static final ArchRule only_the_binding_knows_the_model = noClasses()
            .that(resideInAPackage("io.incidentiq.rollback..").and(not(resideInAPackage(ENGINE + ".binding.."))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.incidentiq.runbook..");

    @ArchTest
    static final ArchRule ports_know_nobody = noClasses()
            .that()
            .resideInAPackage(ENGINE + ".port..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.incidentiq..").and(not(resideInAPackage(ENGINE + ".port.."))));

    @ArchTest
    static final ArchRule decisions_are_pure = noClasses()
            .that()
            .resideInAnyPackage(ENGINE + ".plan..", ENGINE + ".core..", ENGINE + ".fact..", ENGINE + ".procedure..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..", "java.nio..", "java.util.concurrent..", "java.net.http..", "org.slf4j..")
                    .or(JavaClass.Predicates.assignableTo(java.time.Clock.class)));

    @ArchTest
    static final ArchRule the_engine_knows_no_adapter = noClasses()
            .that()
            .resideInAPackage("io.incidentiq.rollback..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.incidentiq.aws..", "io.incidentiq.simulator..", "io.incidentiq.cli..");

    @ArchTest
    static final ArchRule alarms_are_read_without_the_sdk = noClasses()
            .that()
            .resideInAPackage("io.incidentiq.aws.alarm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "io.incidentiq.aws");

    @ArchTest
    static final ArchRule the_simulator_knows_no_runbook = noClasses()
            .that()
            .resideInAPackage("io.incidentiq.simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.incidentiq.runbook..", "io.incidentiq.aws..", "io.incidentiq.cli..");

    @ArchTest
    static final ArchRule only_the_simulators_wire_knows_wires = noClasses()
            .that()
            .resideInAPackage("io.incidentiq.simulator")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.incidentiq.simulator.aws..", "com.fasterxml..", "com.sun.net.httpserver..", "java.net.http..");

    @ArchTest
    static final ArchRule rooms_of_the_command_line_know_those_below = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("start")
            .definedBy(CLI)
            .layer("command")
            .definedBy(CLI + ".command..")
            .layer("place")
            .definedBy(CLI + ".place..")
            .layer("process")
            .definedBy(CLI + ".process..")
            .layer("input")
            .definedBy(CLI + ".input..")
            .layer("screen")
            .definedBy(CLI + ".screen..")
            .layer("completion")
            .definedBy(CLI + ".completion..")
            .layer("output")
            .definedBy(CLI + ".output..")
            .whereLayer("start")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("command")
            .mayOnlyBeAccessedByLayers("start")
            .whereLayer("place")
            .mayOnlyAccessLayers("input", "output")
            .whereLayer("process")
            .mayOnlyAccessLayers("screen", "output")
            .whereLayer("input")
            .mayOnlyAccessLayers("screen", "completion", "output")
            .whereLayer("screen")
            .mayOnlyAccessLayers("output")
            .whereLayer("completion")
            .mayOnlyAccessLayers("output")
            .whereLayer("output")
            .mayNotAccessAnyLayer();

    /** An alarm in a file is text, read without AWS. */
    @ArchTest
    static final ArchRule only_the_place_knows_aws = noClasses()
            .that(resideInAPackage(CLI + "..").and(not(resideInAPackage(CLI + ".place.."))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("software.amazon..")
                    .or(resideInAPackage("io.incidentiq.aws..")
                            .and(not(resideInAPackage("io.incidentiq.aws.alarm..")))));

    /** What runs in no place: the command that serves a drill, the names of all drills, the first plans after a build. */
    @ArchTest
    static final ArchRule only_the_place_knows_the_simulator = noClasses()
            .that(resideInAPackage(CLI + "..").and(not(resideInAPackage(CLI + ".place.."))))
            .and()
            .doNotHaveSimpleName("SimulatorCommand")
            .and()
            .doNotHaveSimpleName("ScenarioNames")
            .and()
            .doNotHaveSimpleName("ClassArchive")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.incidentiq.simulator..");

    @ArchTest
    static final ArchRule only_what_is_typed_knows_picocli = noClasses()
            .that(resideInAPackage(CLI + "..")
                    .and(not(resideInAnyPackage(CLI + ".command..", CLI + ".input..", CLI + ".completion.."))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.incidentiq.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule public_classes_are_final_or_abstract_contracts = classes()
            .that()
            .arePublic()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .resideOutsideOfPackage("io.incidentiq.rollback.testkit..")
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule names_explain_themselves =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");
}
