package io.incidentiq.rollback.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.Sourced;
import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Severity;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the rollback works, and for which service: variables, placeholders, and what is left to the request. */
class PlacesTest {
    private static final String WRITE = "aws ecs update-service --cluster production";

    /** The runbook with something in place of {@code --cluster production}, and lines before the write. */
    private static Binding book(String before, String cluster) {
        return Books.changed(WRITE, before + "\naws ecs update-service " + cluster);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CLUSTER=production                  | --cluster $CLUSTER
            CLUSTER=production                  | --cluster "$CLUSTER"
            CLUSTER=production                  | --cluster ${CLUSTER}
            CLUSTER=production                  | --cluster="${CLUSTER}"
            CLUSTER="production"                | --cluster $CLUSTER
            export CLUSTER=production           | --cluster $CLUSTER
            export CLUSTER='production'         | --cluster "$CLUSTER"
            readonly CLUSTER="production"       | --cluster $CLUSTER
            CLUSTER=staging; CLUSTER=production | --cluster $CLUSTER
            ENV=prod; CLUSTER=${ENV}uction      | --cluster $CLUSTER
            true                                | --cluster ${CLUSTER:-production}
            true                                | --cluster ${CLUSTER-production}
            true                                | --cluster "${CLUSTER:="production"}"
            CLUSTER=production                  | --cluster ${CLUSTER:-staging}
            CLUSTER=production                  | --cluster '$CLUSTER'
            $cluster = "production"             | --cluster $cluster
            $env:CLUSTER = "production"         | --cluster $env:CLUSTER
            set CLUSTER=production              | --cluster %CLUSTER%
            TARGET=production                   | --cluster {{TARGET}}
            true                                | --cluster arn:aws:ecs:eu-west-1:1:cluster/production
            true                                | --region eu-west-1 --cluster production
            """)
    void cluster_fromAVariable_isFollowed(String before, String option) {
        RollbackProcedure procedure = book(before, option).orElseThrow();

        assertThat(procedure.cluster().map(Sourced::value)).contains("production");
    }

    @Test
    void cluster_byArn_differsFromNoOther() {
        Binding binding = book("true", "--cluster arn:aws:ecs:eu-west-1:1:cluster/production");

        assertThat(binding.diagnostics()).extracting(Diagnostic::rule).doesNotContain("cluster-differs");
    }

    @Test
    void cluster_fromAVariable_hasTheLineOfTheAssignment() {
        RollbackProcedure procedure =
                book("CLUSTER=production\ntrue", "--cluster $CLUSTER").orElseThrow();

        assertThat(procedure.cluster()).hasToString("Optional[production (RB-1:13)]");
    }

    @Test
    void cluster_assignedInAnotherSection_isFollowed() {
        String text = Books.WHOLE
                .replace("## Rollback Steps", "## Setup\n```bash\nexport CLUSTER=production\n```\n\n## Rollback Steps")
                .replace("--cluster production", "--cluster $CLUSTER");

        assertThat(Books.bind(text).orElseThrow().cluster().map(Sourced::value)).contains("production");
    }

    @Test
    void cluster_assignedDifferentlyInTwoBlocks_isTheRequests() {
        String setup = "Staging:\n```bash\nCLUSTER=staging\n```\nProduction:\n```bash\nCLUSTER=production\n```\n\n";
        String text = Books.WHOLE
                .replace("### 1. Roll back\n", "### 1. Roll back\n" + setup)
                .replace("--cluster production", "--cluster $CLUSTER");

        assertThat(Books.bind(text).orElseThrow().cluster()).isEmpty();
        assertThat(Books.bind(text.replace("=staging", "=production"))
                        .orElseThrow()
                        .cluster()
                        .map(Sourced::value))
                .contains("production");
        assertThat(Books.bind(text.replace("aws ecs", "CLUSTER=blue\naws ecs"))
                        .orElseThrow()
                        .cluster()
                        .map(Sourced::value))
                .contains("blue");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            true                                        | --desired-count 3
            true                                        | --cluster $CLUSTER
            true                                        | --cluster <cluster>
            true                                        | --cluster <CLUSTER_NAME>
            true                                        | --cluster <environment>
            true                                        | --cluster YOUR_CLUSTER
            true                                        | --cluster your-cluster-name
            true                                        | --cluster [CLUSTER]
            true                                        | --cluster {{ cluster }}
            true                                        | --cluster xxx
            CLUSTER=$1                                  | --cluster $CLUSTER
            [ "$1" = prod ] && CLUSTER=production       | --cluster $CLUSTER
            if x; then CLUSTER=production; fi           | --cluster $CLUSTER
            read -p "Cluster? " CLUSTER                 | --cluster $CLUSTER
            """)
    void cluster_leftOpen_isTheRequests(String before, String option) {
        RollbackProcedure procedure = book(before, option).orElseThrow();

        assertThat(procedure.cluster()).isEmpty();
        assertThat(procedure.warnings()).noneMatch(w -> w.contains("luster --") || w.contains("names no cluster"));
        RollbackRequest request = RollbackRequest.of("payments");
        assertThat(Settings.of(procedure, request.withCluster("blue")).service())
                .hasToString("blue/payments");
        assertThatThrownBy(() -> Settings.of(procedure, request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "no cluster: runbook RB-1 names none, and neither does the request; name it in the request");
    }

    @Test
    void cluster_thatNobodyKnows_isTheRequestsAndAWarning() {
        RollbackProcedure procedure = book("true", "--cluster $(cat stage)").orElseThrow();

        assertThat(procedure.cluster()).isEmpty();
        assertThat(procedure.warnings()).anyMatch(w -> w.contains("nobody knows its value; name the cluster"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "YOUR_SERVICE",
                "YOUR-SERVICE-NAME",
                "your-service-name",
                "my-service",
                "service-name",
                "[SERVICE_NAME]",
                "[service name]",
                "<service>",
                "<affected-service>",
                "<name>",
                "{{service}}",
                "{{ service_name }}",
                "{{ .Service }}",
                "{service}",
                "${SERVICE}",
                "$SERVICE_NAME",
                "$ECS_SERVICE",
                "${SERVICE:-auth-service}",
                "${SERVICE:?set it}",
                "%SERVICE%",
                "__SERVICE__",
                "@@SERVICE@@",
                "SERVICE_NAME",
                "SERVICE",
                "ServiceName",
                "xxx",
                "XXXX",
                "xxx-service",
                "changeme"
            })
    void placeholder_ofTheService_isUnderstoodEverywhere(String placeholder) {
        Binding binding = Books.bind(Books.WHOLE
                .replace("--service <service>", "--service " + placeholder)
                .replace("<service>:$REVISION", placeholder + ":$REVISION")
                .replace("Value=<service>", "Value=" + placeholder)
                .replace("/<service>/", "/" + (placeholder.contains(" ") ? "<service>" : placeholder) + "/"));
        boolean anywhere = !placeholder.equals("<name>") && !placeholder.equals("changeme");

        RollbackProcedure procedure = binding.orElseThrow();

        assertThat(metric(procedure).dimensions()).containsEntry("Service", MetricTemplate.SERVICE);
        assertThat(procedure.namedServices()).isEmpty();
        if (anywhere) {
            assertThat(procedure.checks().healthUrl())
                    .asString()
                    .startsWith("https://api.example.com/" + MetricTemplate.SERVICE + "/health");
        }
    }

    private static MetricTemplate metric(RollbackProcedure procedure) {
        return Objects.requireNonNull(procedure.checks().metric()).value();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<stage>",
                "[TIER]",
                "{{ env }}",
                "{env}",
                "$STAGE",
                "${STAGE}",
                "%STAGE%",
                "YOUR_TIER",
                "your-tier",
                "$(hostname)",
                "$1"
            })
    void placeholder_ofSomethingElse_isADoubtNeverALiteral(String placeholder) {
        RollbackProcedure procedure =
                Books.changed("Value=<service>", "Value=" + placeholder).orElseThrow();

        assertThat(procedure.checks().metric()).isNull();
        assertThat(procedure.checks().unread().metric()).isNotNull();
        assertThat(procedure.warnings()).anyMatch(w -> w.contains("nobody knows its value"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://YOUR_SERVICE.example.com/health",
                "https://your-service.example.com/health",
                "https://[service].example.com/health",
                "https://{{service}}.example.com/health",
                "https://$SERVICE.example.com/health",
                "https://prod-YOUR_SERVICE.example.com/health",
                "https://xxx.example.com/health"
            })
    void placeholder_inTheHealthAddress_isUnderstood(String address) {
        RollbackProcedure procedure = Books.changed("https://api.example.com/<service>/health", address)
                .orElseThrow();

        assertThat(procedure.checks().healthUrl()).asString().contains(MetricTemplate.SERVICE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://YOUR_HOST/health",
                "https://your-domain.com/health",
                "https://[HOST]/health",
                "https://<cluster>.example.com/health"
            })
    void placeholder_ofSomethingElseInTheHealthAddress_isADoubt(String address) {
        RollbackProcedure procedure = Books.changed("https://api.example.com/<service>/health", address)
                .orElseThrow();

        assertThat(procedure.checks().healthUrl()).isNull();
        assertThat(procedure.checks().unread().health()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "payments-service, payments-service",
        "auth, auth",
        "PAYMENTS-SERVICE, PAYMENTS-SERVICE",
        "AUTH_SERVICE, AUTH_SERVICE",
        "test-service, test-service",
        "app/public/50dc6c495c0c9188, app/public/50dc6c495c0c9188"
    })
    void value_thatIsAName_staysAsItIs(String value, String expected) {
        RollbackProcedure procedure =
                Books.changed("Value=<service>", "Value=" + value).orElseThrow();

        assertThat(metric(procedure).dimensions()).containsEntry("Service", expected);
    }

    @Test
    void dimension_ofTheCluster_isFilledWithTheOneThatIsWorkedIn() {
        RollbackProcedure procedure = Books.changed(
                        "Name=Service,Value=<service>",
                        "Name=ServiceName,Value=<service> Name=ClusterName,Value=<cluster>")
                .orElseThrow();
        Settings settings =
                Settings.of(procedure, RollbackRequest.of("payments").withCluster("blue"));

        assertThat(settings.metric().orElseThrow().dimensions())
                .containsEntry("ServiceName", "payments")
                .containsEntry("ClusterName", "blue");
    }

    @Test
    void region_ofTheWrite_isKnownAndAWarning() {
        RollbackProcedure procedure = Books.bind(Books.WHOLE
                        .replace("aws ecs", "aws --region us-west-2 --profile prod ecs")
                        .replace("aws cloudwatch", "aws --region us-west-2 cloudwatch"))
                .orElseThrow();

        assertThat(procedure.region().map(Sourced::value)).contains("us-west-2");
        assertThat(procedure.cluster().map(Sourced::value)).contains("production");
        assertThat(procedure.checks().metric()).isNotNull();
        assertThat(procedure.warnings()).singleElement().asString().contains("Region us-west-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sudo aws ecs",
                "aws-vault exec prod -- aws ecs",
                "/usr/local/bin/aws ecs",
                "AWS_PROFILE=prod aws ecs",
                "aws ecs --no-cli-pager",
                "aws --output=json ecs",
                "env AWS_PROFILE=prod aws ecs"
            })
    void write_behindARunnerOrGlobalOptions_isRead(String aws) {
        Binding binding = Books.changed("aws ecs", aws);

        assertThat(binding.orElseThrow().cluster().map(Sourced::value)).contains("production");
        assertThat(binding.diagnostics()).noneMatch(d -> d.severity() == Severity.ERROR);
    }
}
