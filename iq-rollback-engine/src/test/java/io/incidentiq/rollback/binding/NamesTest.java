package io.incidentiq.rollback.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.procedure.NamedService;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.Sourced;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a runbook names in letters. */
class NamesTest {
    private static List<String> named(RollbackProcedure procedure, NamedService.What what) {
        return procedure.namedServices().stream()
                .filter(n -> n.what() == what)
                .map(NamedService::name)
                .toList();
    }

    @Test
    void named_runbookWrittenOutForOneService_namesItThreeTimes() {
        RollbackProcedure procedure = Books.bind(Books.WHOLE
                        .replace("<service>", "auth-service")
                        .replace("runbook_id", "service: auth-service\nrunbook_id"))
                .orElseThrow();

        assertThat(procedure.namedServices().stream().map(NamedService::toString))
                .containsExactly(
                        "NamedService[what=WRITE, name=auth-service, source=RB-1:14]",
                        "NamedService[what=METRIC, name=auth-service, source=RB-1:20]",
                        "NamedService[what=HEALTH, name=auth-service, source=RB-1:19]");
        assertThat(procedure.knownServices()).containsExactly("auth-service", "payments");
    }

    @Test
    void named_placeholders_nameNothing() {
        assertThat(Books.bind(Books.WHOLE).orElseThrow().namedServices()).isEmpty();
        assertThat(Books.bind(Books.WHOLE).orElseThrow().namedClusters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "service: all, ''",
        "'service: auth, payments', 'auth,payments'",
        "'service: [auth, search]', 'auth,search,payments'",
        "'service: \"*\"', payments"
    })
    void known_services_areOfFrontMatterAndTable(String head, String expected) {
        RollbackProcedure procedure =
                Books.changed("runbook_id: RB-1", "runbook_id: RB-1\n" + head).orElseThrow();

        assertThat(String.join(",", procedure.knownServices())).isEqualTo(expected.isEmpty() ? "payments" : expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Service",
        "service",
        "SERVICE",
        "ServiceName",
        "serviceName",
        "service_name",
        "service.name",
        "ecs.service",
        "kube-service-name",
        "AwsEcsServiceName"
    })
    void named_dimensionsThatAreServices_inAnyCaseAndWithPrefixes(String dimension) {
        RollbackProcedure procedure = Books.changed("Name=Service,Value=<service>", "Name=" + dimension + ",Value=auth")
                .orElseThrow();

        assertThat(named(procedure, NamedService.What.METRIC)).containsExactly("auth");
    }

    @ParameterizedTest
    @CsvSource({"LoadBalancer", "ServiceTier", "Services", "TargetGroup", "Stage"})
    void named_otherDimensions_nameNoService(String dimension) {
        RollbackProcedure procedure = Books.changed("Name=Service,Value=<service>", "Name=" + dimension + ",Value=auth")
                .orElseThrow();

        assertThat(procedure.namedServices()).isEmpty();
    }

    @Test
    void named_clusterDimension_isACluster() {
        RollbackProcedure procedure = Books.changed(
                        "Name=Service,Value=<service>",
                        "Name=ClusterName,Value=staging Name=ServiceName,Value=<service>")
                .orElseThrow();

        assertThat(procedure.namedClusters().stream().map(Sourced::value)).containsExactly("staging");
        assertThat(procedure.namedServices()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.company.com/auth-service/health, auth-service",
        "https://auth-service.internal/health, auth-service",
        "https://auth.internal.example.com/healthz, auth",
        "http://localhost:8080/auth/actuator/health, auth",
        "https://payments.example.com/v1/auth/health, payments",
        "https://api.company.com/health, ''",
        "http://10.0.0.1/health, ''",
        "https://www.example.com/api/v1/status, ''"
    })
    void named_healthAddress_bySegmentOrFirstLabel(String address, String expected) {
        RollbackProcedure procedure = Books.changed("https://api.example.com/<service>/health", address)
                .orElseThrow();

        assertThat(String.join(",", named(procedure, NamedService.What.HEALTH))).isEqualTo(expected);
    }

    @Test
    void named_variableWithALiteral_isTheLiteral() {
        RollbackProcedure procedure = Books.bind(Books.WHOLE
                        .replace("aws ecs update", "SERVICE=auth\naws ecs update")
                        .replace("--service <service>", "--service $SERVICE"))
                .orElseThrow();

        assertThat(named(procedure, NamedService.What.WRITE)).containsExactly("auth");
    }

    @ParameterizedTest
    @CsvSource({"arn:aws:ecs:eu-west-1:1:service/production/auth, auth", "auth, auth"})
    void named_writesService_isItsName(String service, String name) {
        RollbackProcedure procedure =
                Books.changed("--service <service>", "--service " + service).orElseThrow();

        assertThat(named(procedure, NamedService.What.WRITE)).containsExactly(name);
    }
}
