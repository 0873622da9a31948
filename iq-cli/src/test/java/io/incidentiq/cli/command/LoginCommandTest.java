package io.incidentiq.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a person is told whose login doesn't work: by the command itself, with a home directory of its own. */
@Execution(ExecutionMode.CONCURRENT)
class LoginCommandTest {
    private @TempDir Path home;
    private @Nullable Process process;

    private Process plan(String config) throws IOException {
        Path file = Files.writeString(home.resolve("config"), config);
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "plan",
                Shell.RB_0007,
                "--service=payments-service",
                "--provider=aws",
                "--profile=ops",
                "--endpoint-url=http://127.0.0.1:9"));
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_CONFIG_FILE", file.toString());
        builder.environment()
                .put("AWS_SHARED_CREDENTIALS_FILE", home.resolve("none").toString());
        Process started = builder.start();
        process = started;
        return started;
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void plan_sessionOver_isRefusedWithTheCommandThatLogsIn() throws IOException, InterruptedException {
        Process plan = plan("""
                [profile ops]
                sso_session = corp
                sso_account_id = 111122223333
                sso_role_name = Operator
                region = us-east-1
                [sso-session corp]
                sso_start_url = https://corp.awsapps.com/start
                sso_region = us-east-1
                """);
        String out = new String(plan.getInputStream().readAllBytes(), UTF_8);

        assertThat(plan.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(plan.exitValue()).as(out).isEqualTo(3);
        assertThat(out.replaceAll("\\s+", " "))
                .contains("provider-denied", "not sent", "run: aws sso login --profile ops", "Nothing was changed.");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void plan_loginWaitsForAPerson_saysSoMeanwhile() throws IOException {
        BufferedReader said = plan("[profile ops]\ncredential_process = sleep 30\nregion = us-east-1\n")
                .errorReader(UTF_8);

        assertThat(said.readLine())
                .contains("no plan yet", "profile ops is slow, or waits for you", "it is asked again");
    }
}
