package io.incidentiq.examples.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.AwsSimulator;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code ./run} as a process of its own: what a pipeline sees of it. */
@Execution(ExecutionMode.CONCURRENT)
class RunTest {
    @TempDir
    private Path folder;

    private Script.End end(Jdk jdk, Script script) throws IOException, InterruptedException {
        return script.run(jdk, folder, Map.of());
    }

    @ParameterizedTest
    @EnumSource
    void run_noScript_rehearsesAndExitsWithZero(Jdk jdk) throws Exception {
        Script.End end = Script.run(jdk, folder, Map.of(), List.of(), "");

        assertThat(end.code()).as(end.output()).isZero();
        assertThat(end.output()).contains("DRILL bad-deploy").contains("ROLLED_BACK");
    }

    @ParameterizedTest
    @EnumSource
    void run_refusal_exitsWithThree(Jdk jdk) throws Exception {
        Script.End end = end(jdk, Script.rehearsal().with("plan = plan.confirm", "plan.confirm"));

        assertThat(end.code()).as(end.output()).isEqualTo(3);
        assertThat(end.output()).contains("REFUSED");
    }

    @ParameterizedTest
    @EnumSource
    void run_failure_exitsWithOne(Jdk jdk) throws Exception {
        Script.End end = end(
                jdk, Script.rehearsal().with("bad-deploy", "target-also-bad").with("payments-service", "api-gateway"));

        assertThat(end.code()).as(end.output()).isEqualTo(1);
        assertThat(end.output()).contains("NOT_RECOVERED");
    }

    @ParameterizedTest
    @EnumSource
    void run_exception_exitsWithSeventyAndGoesNoFurther(Jdk jdk) throws Exception {
        Script.End end = end(
                jdk,
                Script.of("throw new IllegalStateException(\"late\");", "System.out.println(\"went on\");", "/exit 0"));

        assertThat(end.code()).as(end.output()).isEqualTo(70);
        assertThat(end.output())
                .contains("script.jsh:1: java.lang.IllegalStateException: late")
                .doesNotContain("went on\n");
    }

    @ParameterizedTest
    @EnumSource
    void run_mistypedMethod_exitsWithSeventyAndGoesNoFurther(Jdk jdk) throws Exception {
        Script.End end =
                end(jdk, Script.rehearsal().withLine("request = request.withClutser(\"staging\");", "var plan"));

        assertThat(end.code()).as(end.output()).isEqualTo(70);
        assertThat(end.output())
                .contains("script.jsh:4: ")
                .contains("withClutser")
                .doesNotContain("ROLLED_BACK")
                .doesNotContain("DRILL");
    }

    @ParameterizedTest
    @EnumSource
    void run_interactiveInItsOwnProcess_findsTheClasses(Jdk jdk) throws Exception {
        Script.End end = Script.run(
                jdk,
                folder,
                Map.of(),
                List.of("--interactive", "--execution", "local"),
                "var names = Scenario.names()\n/exit names.contains(\"bad-deploy\") ? 7 : 8\n");

        assertThat(end.code()).as(end.output()).isEqualTo(7);
    }

    @Test
    void run_oneLineChanged_plansOnAws() throws Exception {
        try (AwsSimulator aws = AwsSimulator.serve(Scenario.named("bad-deploy"), AwsSimulatorOptions.defaults())) {
            Script planOnly =
                    Script.rehearsal().forReal().endingBefore("plan = ", "/exit plan.target().isPresent() ? 0 : 1");

            Script.End end = planOnly.run(
                    Jdk.JDK_17,
                    folder,
                    Map.of(
                            "AWS_ENDPOINT_URL", aws.uri().toString(),
                            "AWS_ACCESS_KEY_ID", "drill",
                            "AWS_SECRET_ACCESS_KEY", "drill"));

            assertThat(end.code()).as(end.output()).isZero();
            assertThat(end.output()).contains("payments-service:41").doesNotContain("DRILL");
        }
    }

    @Test
    void run_twoScripts_isUsage() throws Exception {
        assertThat(Script.run(Jdk.JDK_17, folder, Map.of(), List.of("one.jsh", "two.jsh"), "")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void readme_script_isTheOneThatRunsAndHasLessThanTenLines() throws IOException {
        assertThat(Script.rehearsal().lines()).hasSizeLessThan(10);
        assertThat(Files.readString(Path.of("README.md")))
                .contains(String.join("\n", Script.rehearsal().lines()));
    }
}
