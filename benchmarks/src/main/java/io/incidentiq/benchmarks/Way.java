package io.incidentiq.benchmarks;

import io.incidentiq.aws.AwsRollback;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.simulator.AwsSimulator;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecs.EcsClient;

/** A way to roll a service back, until the new tasks serve. */
enum Way {
    SCRIPT("the runbook's script, aws-cli") {
        @Override
        void rollBack(URI aws) throws IOException, InterruptedException {
            Path script = Files.writeString(Files.createTempFile("rb-0007", ".sh"), script(aws));
            run(aws, List.of("bash", "-e", "-o", "pipefail", script.toString()));
            Files.delete(script);
        }
    },
    COMMAND("`iq rollback`, a fresh process") {
        @Override
        void rollBack(URI aws) throws IOException, InterruptedException {
            String command = "./iq rollback runbooks/RB-0007-emergency-rollback-procedure.md --provider aws --yes"
                    + " --service %s --endpoint-url %s --health-url %s --incident-start %s --wait-until mitigated"
                            .formatted(SERVICE, aws, health(aws), incidentStart())
                    + " --confirm team-notified=benchmark --confirm no-migrations=benchmark";
            run(aws, List.of(command.split(" ")));
        }
    },
    EMBEDDED("the engine, warm") {
        @Override
        void warmUp() throws IOException, InterruptedException {
            for (int i = 0; i < WARM_UPS; i++) {
                try (AwsSimulator simulator =
                                AwsSimulator.serve(Scenario.named("bad-deploy"), AwsSimulatorOptions.defaults());
                        EcsClient ecs = ecs(simulator.uri());
                        CloudWatchClient numbers = cloudWatch(simulator.uri())) {
                    engine(ecs, numbers).plan(Rehearsal.procedure(), request(simulator.uri()));
                }
            }
        }

        @Override
        void rollBack(URI aws) throws InterruptedException {
            try (EcsClient ecs = ecs(aws);
                    CloudWatchClient numbers = cloudWatch(aws)) {
                RollbackReport report = engine(ecs, numbers).run(Rehearsal.procedure(), request(aws));
                if (report.progress().mitigatedAt().isEmpty()) {
                    throw new IllegalStateException("expected it to be mitigated, found " + report);
                }
            }
        }
    };

    private static final String SERVICE = "api-gateway";
    private static final int WARM_UPS = 20;
    private static final int NOT_AWAITED = 4;
    private static final Pattern STEPS = Pattern.compile("(?m)^## Rollback Steps$(.*?)^## ", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    private final String title;

    Way(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Does beforehand what isn't measured; nothing for a process that begins anew. */
    void warmUp() throws IOException, InterruptedException {}

    abstract void rollBack(URI aws) throws IOException, InterruptedException;

    private static String health(URI aws) {
        return aws + "/health/" + SERVICE;
    }

    private static Instant incidentStart() {
        return Instant.now().minus(Duration.ofMinutes(13));
    }

    private static RollbackRequest request(URI aws) {
        return RollbackRequest.of(SERVICE)
                .withIncidentStart(incidentStart())
                .withHealthUrl(URI.create(health(aws)))
                .withWaitUntil(WaitUntil.MITIGATED)
                .with(new Statement("team-notified", "benchmark", "", false))
                .with(new Statement("no-migrations", "benchmark", "", false));
    }

    private static RollbackEngine engine(EcsClient ecs, CloudWatchClient numbers) {
        return AwsRollback.builder()
                .ecs(ecs)
                .cloudWatch(numbers)
                .build()
                .engine()
                .build();
    }

    private static EcsClient ecs(URI aws) {
        return EcsClient.builder()
                .endpointOverride(aws)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("drill", "drill")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static CloudWatchClient cloudWatch(URI aws) {
        return CloudWatchClient.builder()
                .endpointOverride(aws)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("drill", "drill")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** The bash blocks of steps 1 to 4, with the placeholders filled in and curl's address replaced. */
    private static String script(URI aws) {
        var steps = STEPS.matcher(Rehearsal.text());
        if (!steps.find()) {
            throw new IllegalStateException("expected rollback steps in the runbook");
        }
        return BLOCK.matcher(steps.group(1))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining("\n"))
                .replace("<service-name>", SERVICE)
                .replace("https://api.company.com/<service>/health", health(aws));
    }

    private static void run(URI aws, List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", aws.toString(),
                        "AWS_ACCESS_KEY_ID", "drill",
                        "AWS_SECRET_ACCESS_KEY", "drill",
                        "AWS_REGION", "us-east-1",
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "AWS_PAGER", ""));
        Process process = builder.start();
        String output;
        try (var out = process.getInputStream()) {
            output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } catch (UncheckedIOException e) {
            output = e.toString();
        }
        int exit = process.waitFor();
        if (exit != 0 && exit != NOT_AWAITED) {
            throw new IllegalStateException("%s ended %d: %s".formatted(command.get(0), exit, output));
        }
    }
}
