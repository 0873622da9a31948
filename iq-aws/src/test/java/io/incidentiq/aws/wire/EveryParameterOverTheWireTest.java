package io.incidentiq.aws.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.AwsSimulator;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.AwsFault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.ecs.model.ContinueServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/**
 * Sends every parameter that the SDK knows of every operation that the simulator has. Each must make a difference to the answer: it was
 * acted on, or refused. One that makes none was ignored.
 */
class EveryParameterOverTheWireTest {
    private static final Instant START = Instant.parse("2026-02-14T02:14:00Z");
    private static final long EPOCH = START.getEpochSecond();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** There are no alarms, so that these choose among none; and the drill's own metric is in every namespace. */
    private static final Set<String> NOTHING_TO_CHOOSE = Set.of(
            "GetMetricData MetricDataQueries.MetricStat.Metric.Namespace",
            "GetMetricStatistics Namespace",
            "DescribeAlarms AlarmNames",
            "DescribeAlarms AlarmNamePrefix",
            "DescribeAlarms AlarmTypes",
            "DescribeAlarms StateValue",
            "DescribeAlarms ActionPrefix",
            "DescribeAlarms MaxRecords");

    /** Values that differ from what is there, or taken, without them. */
    private static final Map<String, Object> TELLING = Map.of(
            "maxResults", 0,
            "desiredStatus", "STOPPED",
            "createdAt.before", EPOCH - 1_000_000,
            "MetricDataQueries.ReturnData", false,
            "enableECSManagedTags", false,
            "deploymentConfiguration.deploymentCircuitBreaker.enable", false,
            "deploymentConfiguration.deploymentCircuitBreaker.rollback", false);

    record AwsOperation(SdkPojo request, Map<String, Object> base) {
        String operation() {
            return request.getClass().getSimpleName().replaceFirst("Request$", "");
        }

        boolean ecs() {
            return request.getClass().getName().contains(".ecs.");
        }

        @Override
        public String toString() {
            return operation();
        }
    }

    private static final String SERVICE = "arn:aws:ecs:us-east-1:123456789012:service/production/api-gateway";

    /** DEPLOYMENT, REVISION and TASK are filled in with what is there. */
    static Stream<AwsOperation> operations() {
        Map<String, Object> cluster = Map.of("cluster", "production");
        return Stream.of(
                new AwsOperation(ListClustersRequest.builder().build(), Map.of()),
                new AwsOperation(DescribeClustersRequest.builder().build(), Map.of("clusters", List.of("production"))),
                new AwsOperation(ListServicesRequest.builder().build(), cluster),
                new AwsOperation(
                        DescribeServicesRequest.builder().build(),
                        Map.of("cluster", "production", "services", List.of("api-gateway"))),
                new AwsOperation(
                        UpdateServiceRequest.builder().build(),
                        Map.of("cluster", "production", "service", "api-gateway")),
                new AwsOperation(
                        ListServiceDeploymentsRequest.builder().build(),
                        Map.of("cluster", "production", "service", "api-gateway")),
                new AwsOperation(
                        DescribeServiceDeploymentsRequest.builder().build(),
                        Map.of("serviceDeploymentArns", List.of("DEPLOYMENT"))),
                new AwsOperation(
                        DescribeServiceRevisionsRequest.builder().build(),
                        Map.of("serviceRevisionArns", List.of("REVISION"))),
                new AwsOperation(
                        StopServiceDeploymentRequest.builder().build(), Map.of("serviceDeploymentArn", "DEPLOYMENT")),
                new AwsOperation(
                        ContinueServiceDeploymentRequest.builder().build(),
                        Map.of("serviceDeploymentArn", "DEPLOYMENT", "hookId", "hook-1", "action", "ROLLBACK")),
                new AwsOperation(ListTaskDefinitionsRequest.builder().build(), Map.of()),
                new AwsOperation(
                        DescribeTaskDefinitionRequest.builder().build(), Map.of("taskDefinition", "api-gateway:41")),
                new AwsOperation(
                        RegisterTaskDefinitionRequest.builder().build(),
                        Map.of(
                                "family",
                                "api-gateway",
                                "containerDefinitions",
                                List.of(Map.of("name", "web", "image", "registry.example/api-gateway:1.41.0")))),
                new AwsOperation(
                        DeregisterTaskDefinitionRequest.builder().build(), Map.of("taskDefinition", "api-gateway:38")),
                new AwsOperation(ListTasksRequest.builder().build(), cluster),
                new AwsOperation(
                        DescribeTasksRequest.builder().build(),
                        Map.of("cluster", "production", "tasks", List.of("TASK"))),
                new AwsOperation(TagResourceRequest.builder().build(), Map.of("resourceArn", SERVICE)),
                new AwsOperation(ListTagsForResourceRequest.builder().build(), Map.of("resourceArn", SERVICE)),
                new AwsOperation(
                        GetMetricDataRequest.builder().build(),
                        Map.of(
                                "StartTime",
                                EPOCH - 1200,
                                "EndTime",
                                EPOCH,
                                "MetricDataQueries",
                                List.of(Map.of(
                                        "Id",
                                        "a",
                                        "MetricStat",
                                        Map.of("Metric", metric(), "Period", 60, "Stat", "Average"))))),
                new AwsOperation(
                        GetMetricStatisticsRequest.builder().build(),
                        Map.of(
                                "Namespace",
                                "N",
                                "MetricName",
                                "M",
                                "Dimensions",
                                List.of(Map.of("Name", "Service", "Value", "api-gateway")),
                                "StartTime",
                                EPOCH - 1200,
                                "EndTime",
                                EPOCH,
                                "Period",
                                60,
                                "Statistics",
                                List.of("Average"))),
                new AwsOperation(
                        PutMetricDataRequest.builder().build(),
                        Map.of(
                                "Namespace",
                                "N",
                                "MetricData",
                                List.of(Map.of("MetricName", "M", "Value", 1, "Timestamp", EPOCH - 600)))),
                new AwsOperation(DescribeAlarmsRequest.builder().build(), Map.of()));
    }

    private static Map<String, Object> metric() {
        return Map.of(
                "Namespace",
                "N",
                "MetricName",
                "M",
                "Dimensions",
                List.of(Map.of("Name", "Service", "Value", "api-gateway")));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void request_eachParameter_isActedOnOrRefused(AwsOperation asked) {
        String plain = answer(asked, asked.base());
        assertThat(plain).as("the request without more").startsWith("200 ");
        List<Parameter> parameters = leaves("", asked.request());

        List<String> ignored = parameters.stream()
                .filter(parameter -> !NOTHING_TO_CHOOSE.contains(asked.operation() + " " + parameter.path()))
                .filter(parameter -> answer(asked, parameter.in(asked.base())).equals(plain))
                .map(Parameter::path)
                .toList();

        assertThat(parameters).isNotEmpty();
        assertThat(ignored)
                .as("parameters of %s that make no difference", asked)
                .isEmpty();
    }

    /** A parameter that holds no others, and a value for it. */
    private record Parameter(String path, Object value, Set<String> lists) {
        Map<String, Object> in(Map<String, Object> base) {
            return put(base, path.split("\\."), 0, "");
        }

        private Map<String, Object> put(Map<?, ?> base, String[] names, int depth, String prefix) {
            var body = new LinkedHashMap<String, Object>();
            base.forEach((name, there) -> body.put(String.valueOf(name), there));
            String here = prefix + names[depth];
            Object there = body.get(names[depth]);
            if (depth == names.length - 1) {
                body.put(names[depth], value);
            } else if (lists.contains(here)) {
                Map<?, ?> first =
                        there instanceof List<?> list && list.get(0) instanceof Map<?, ?> map ? map : Map.of();
                body.put(names[depth], List.of(put(first, names, depth + 1, here + ".")));
            } else {
                Map<?, ?> inner = there instanceof Map<?, ?> map ? map : Map.of();
                body.put(names[depth], put(inner, names, depth + 1, here + "."));
            }
            return body;
        }
    }

    private static List<Parameter> leaves(String prefix, SdkPojo pojo) {
        return leaves(prefix, pojo, Set.of());
    }

    private static List<Parameter> leaves(String prefix, SdkPojo pojo, Set<String> lists) {
        var found = new ArrayList<Parameter>();
        for (SdkField<?> field : pojo.sdkFields()) {
            String path = prefix + field.locationName();
            if (field.marshallingType() == MarshallingType.SDK_POJO) {
                found.addAll(leaves(path + ".", field.constructor().get(), lists));
            } else if (field.marshallingType() == MarshallingType.LIST) {
                SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
                boolean structures = member.marshallingType() == MarshallingType.SDK_POJO;
                Set<String> deeper =
                        Stream.concat(lists.stream(), Stream.of(path)).collect(Collectors.toSet());
                found.addAll(
                        structures
                                ? leaves(path + ".", member.constructor().get(), deeper)
                                : List.of(parameter(path, List.of(sample(member)), lists)));
            } else {
                found.add(parameter(path, sample(field), lists));
            }
        }
        return found;
    }

    private static Parameter parameter(String path, Object value, Set<String> lists) {
        return new Parameter(path, TELLING.getOrDefault(path, value), lists);
    }

    private static Object sample(SdkField<?> field) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.BOOLEAN) {
            return true;
        }
        if (type == MarshallingType.INTEGER || type == MarshallingType.LONG || type == MarshallingType.DOUBLE) {
            return 7;
        }
        if (type == MarshallingType.INSTANT) {
            return EPOCH - 300;
        }
        return type == MarshallingType.MAP ? Map.of("k", "v") : "x";
    }

    /** Returns the answer of a simulator of its own, and what a write has left there, without the times that pass. */
    private static String answer(AwsOperation asked, Map<String, Object> body) {
        AwsSimulatorOptions still = AwsSimulatorOptions.defaults()
                .withStart(START)
                .withSpeed(0.001)
                .withFaults(new AwsFault.PausedAtHook("hook-1"));
        try (AwsSimulator aws = AwsSimulator.serve(Scenario.named("deploy-in-progress"), still)) {
            String answer = send(aws.uri(), asked.operation(), asked.ecs(), filledIn(aws.uri(), json(body)));
            return (answer + left(aws.uri(), asked.operation())).replaceAll("At\":[0-9.E]+", "At\":0");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String left(URI uri, String operation) {
        return switch (operation) {
            case "TagResource" -> send(uri, "ListTagsForResource", true, json(Map.of("resourceArn", SERVICE)));
            case "PutMetricData" ->
                send(
                        uri,
                        "GetMetricStatistics",
                        false,
                        json(Map.of(
                                "Namespace",
                                "N",
                                "MetricName",
                                "M",
                                "Period",
                                60,
                                "Statistics",
                                List.of("Sum", "SampleCount"),
                                "StartTime",
                                EPOCH - 1200,
                                "EndTime",
                                EPOCH)));
            default -> "";
        };
    }

    private static String filledIn(URI uri, String body) {
        String filled = body;
        if (body.contains("DEPLOYMENT") || body.contains("REVISION")) {
            String deployments = send(
                    uri,
                    "ListServiceDeployments",
                    true,
                    json(Map.of("cluster", "production", "service", "api-gateway")));
            filled = filled.replace("DEPLOYMENT", first("\"serviceDeploymentArn\":\"([^\"]*)\"", deployments))
                    .replace("REVISION", first("\"targetServiceRevisionArn\":\"([^\"]*)\"", deployments));
        }
        if (body.contains("TASK")) {
            String tasks = send(uri, "ListTasks", true, json(Map.of("cluster", "production")));
            filled = filled.replace("TASK", first("\"(arn:[^\"]*)\"", tasks));
        }
        return filled;
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return requireNonNull(matcher.group(1));
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(EveryParameterOverTheWireTest::json).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }

    private static String send(URI uri, String operation, boolean ecs, String body) {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve("/"))
                .header(
                        "X-Amz-Target",
                        (ecs ? "AmazonEC2ContainerServiceV20141113." : "GraniteServiceVersion20100801.") + operation)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isLessThan(500);
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
