package io.incidentiq.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackEngineBuilder;
import java.util.List;

/** Who may know whom. */
@AnalyzeClasses(packages = "io.incidentiq", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ENGINE = "io.incidentiq.rollback";
    private static final String CLI = "io.incidentiq.cli";
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

    /** Each room of the engine may use those before it; the last one has all effects. */
    private static final List<String> ROOMS = List.of(
            ".internal.policy",
            ".internal.verdict",
            ".internal.format",
            ".port",
            ".procedure",
            ".internal.statistics",
            "",
            ".internal.fact",
            ".internal.evidence",
            ".internal.settings",
            ".internal.history",
            ".internal.rule",
            ".internal.planning",
            ".internal.core",
            ".internal.report.page",
            ".internal.report",
            ".internal.run");

    @ArchTest
    static void the_engines_rooms_are_layers(JavaClasses classes) {
        for (int i = 0; i < ROOMS.size(); i++) {
            String[] above = ROOMS.subList(i + 1, ROOMS.size()).stream()
                    .map(ENGINE::concat)
                    .toArray(String[]::new);
            noClasses()
                    .that(resideInAPackage(ENGINE + ROOMS.get(i)).and(not(simpleName("RollbackEngineBuilder"))))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule only_the_builder_looks_inside = noClasses()
            .that(resideInAPackage(ENGINE).and(not(simpleName("RollbackEngineBuilder"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ENGINE + ".internal.run..");

    /** The formats of text are shared with our own modules by a qualified export. */
    @ArchTest
    static final ArchRule nobody_reaches_the_engines_inside = noClasses()
            .that()
            .resideOutsideOfPackage(ENGINE + "..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage(ENGINE + ".internal..").and(not(resideInAPackage(ENGINE + ".internal.format"))));

    @ArchTest
    static final ArchRule nothing_internal_is_in_an_exported_signature = methods()
            .that()
            .areDeclaredInClassesThat(resideInAnyPackage(
                            ENGINE, ENGINE + ".binding", ENGINE + ".defaults", ENGINE + ".port", ENGINE + ".procedure")
                    .and(modifier(JavaModifier.PUBLIC)))
            .and()
            .arePublic()
            .should()
            .notHaveRawReturnType(resideInAPackage(ENGINE + ".internal.."))
            .andShould(notTakeInternals());

    private static ArchCondition<JavaMethod> notTakeInternals() {
        return new ArchCondition<>("not take internal types") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                method.getRawParameterTypes().stream()
                        .filter(t -> t.getPackageName().contains(".internal"))
                        .forEach(t -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " takes " + t.getFullName())));
            }
        };
    }

    @ArchTest
    static final ArchRule decisions_are_pure = noClasses()
            .that(resideInAnyPackage(ENGINE, ENGINE + ".procedure", ENGINE + ".internal..")
                    .and(not(resideInAPackage(ENGINE + ".internal.run..")))
                    .and(not(resideInAPackage(ENGINE + ".internal.format")))
                    .and(not(simpleNameEndingWith("Json")))
                    .and(not(simpleName("MetricLine")))
                    .and(not(assignableTo(RollbackEngineBuilder.class)))
                    .and(not(assignableTo(Rollback.class))))
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
    static final ArchRule packages_have_no_cycles = slices().matching("io.incidentiq.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(assignableTo(RollbackEngineBuilder.class), resideInAPackage(ENGINE + ".internal.run"));

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
