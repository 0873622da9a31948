package io.incidentiq.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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
    private static final String AWS = "io.incidentiq.aws";
    private static final String SIMULATOR = "io.incidentiq.simulator";

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
            .resideInAPackage(AWS + ".alarm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "software.amazon..",
                    AWS,
                    AWS + ".call",
                    AWS + ".cloudwatch",
                    AWS + ".ecs",
                    AWS + ".login",
                    AWS + ".secret");

    @ArchTest
    static final ArchRule text_of_alarms_knows_no_payload = noClasses()
            .that()
            .resideInAPackage(AWS + ".alarm.text")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(AWS + ".alarm", AWS + ".alarm.payload");

    @ArchTest
    static final ArchRule logins_and_calls_to_aws_know_no_port_of_ours = noClasses()
            .that()
            .resideInAnyPackage(AWS + ".secret", AWS + ".login", AWS + ".call")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(AWS, AWS + ".ecs", AWS + ".cloudwatch");

    @ArchTest
    static final ArchRule ecs_and_cloudwatch_know_not_each_other = noClasses()
            .that()
            .resideInAPackage(AWS + ".cloudwatch")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(AWS + ".ecs");

    @ArchTest
    static final ArchRule the_simulator_knows_no_runbook = noClasses()
            .that()
            .resideInAPackage("io.incidentiq.simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.incidentiq.runbook..", "io.incidentiq.aws..", "io.incidentiq.cli..");

    @ArchTest
    static final ArchRule only_the_simulators_wire_knows_wires = noClasses()
            .that(resideInAPackage(SIMULATOR + "..")
                    .and(not(resideInAPackage(SIMULATOR + ".aws..")))
                    .and(not(simpleNameStartingWith("AwsSimulator"))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SIMULATOR + ".aws..", "com.fasterxml..", "com.sun.net.httpserver..", "java.net.http..");

    @ArchTest
    static final ArchRule the_simulated_world_knows_no_face = noClasses()
            .that()
            .resideInAnyPackage(
                    SIMULATOR + ".scenario", SIMULATOR + ".chance", SIMULATOR + ".metric", SIMULATOR + ".world")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SIMULATOR, SIMULATOR + ".face", SIMULATOR + ".alarm", SIMULATOR + ".aws..");

    @ArchTest
    static final ArchRule facts_of_a_drill_know_no_world = noClasses()
            .that()
            .resideInAPackage(SIMULATOR + ".fact")
            .should()
            .dependOnClassesThat(resideInAPackage(SIMULATOR + "..").and(not(resideInAPackage(SIMULATOR + ".fact"))));

    @ArchTest
    static final ArchRule the_simulators_rooms_know_no_entrance = noClasses()
            .that(resideInAPackage(SIMULATOR + "..").and(not(resideInAPackage(SIMULATOR))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SIMULATOR);

    @ArchTest
    static final ArchRule the_protocol_of_aws_knows_no_world = noClasses()
            .that()
            .resideInAPackage(SIMULATOR + ".aws.protocol")
            .should()
            .dependOnClassesThat(
                    resideInAPackage(SIMULATOR + "..").and(not(resideInAPackage(SIMULATOR + ".aws.protocol"))));

    @ArchTest
    static final ArchRule shapes_of_aws_know_no_operation = noClasses()
            .that()
            .resideInAPackage(SIMULATOR + ".aws.shape")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    SIMULATOR + ".face",
                    SIMULATOR + ".aws",
                    SIMULATOR + ".aws.operation",
                    SIMULATOR + ".aws.cloudwatch",
                    SIMULATOR + ".aws.server");

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
