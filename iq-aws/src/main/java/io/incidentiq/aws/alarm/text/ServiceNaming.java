package io.incidentiq.aws.alarm.text;

import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.port.ServiceId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which dimensions, labels and tags name a service or a cluster: people spell them in many ways. */
public final class ServiceNaming {
    private static final Pattern SERVICE = Pattern.compile("(?<prefix>.*?)(?:micro)?service(?:name)?");
    private static final Pattern CLUSTER = Pattern.compile("(?:aws)?(?:ecs)?clustername|(?:aws)?ecscluster");

    /** With these prefixes it is the service at the other end, not the one that is measured. */
    private static final Set<String> OTHER_END = Set.of(
            "remote",
            "peer",
            "client",
            "caller",
            "source",
            "upstream",
            "downstream",
            "dependency",
            "awsremote",
            "remoteaws");

    private static final Set<String> OF_AWS = Set.of("AWS/ECS", "AWS/ApplicationSignals");
    private static final String ENVIRONMENT = "environment";
    private static final String ON_ECS = "ecs:";

    private ServiceNaming() {}

    /** Returns the incident with the services and clusters that {@code dimensions} of a metric in {@code namespace} name. */
    public static Incident named(Incident plain, String namespace, Map<String, String> dimensions) {
        Incident incident = plain;
        if (isOfAws(namespace)) {
            return incident;
        }
        for (Map.Entry<String, String> dimension : dimensions.entrySet()) {
            String value = dimension.getValue();
            if (isService(dimension.getKey()) && isName(value)) {
                incident = incident.withService(value);
            }
            Optional<String> cluster = cluster(plain(dimension.getKey()), value);
            incident = cluster.map(incident::withCluster).orElse(incident);
        }
        return incident;
    }

    /** A service in most of AWS's own metrics is one of AWS's, say AmazonEC2 in AWS/Billing. */
    private static boolean isOfAws(String namespace) {
        return namespace.startsWith("AWS/")
                && OF_AWS.stream().noneMatch(ours -> namespace.equals(ours) || namespace.startsWith(ours + "/"));
    }

    /** Returns whether a dimension of this name holds the name of the service that is measured. */
    public static boolean isService(String dimension) {
        var matcher = SERVICE.matcher(plain(dimension));
        return matcher.matches() && !OTHER_END.contains(matcher.group("prefix"));
    }

    /** Application Signals has the cluster in the environment: {@code ecs:production}. */
    private static Optional<String> cluster(String dimension, String value) {
        if (CLUSTER.matcher(dimension).matches() && isName(value)) {
            return Optional.of(value);
        }
        return Optional.of(value)
                .filter(v -> dimension.equals(ENVIRONMENT) && v.startsWith(ON_ECS))
                .map(v -> v.substring(ON_ECS.length()))
                .filter(ServiceNaming::isName);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Returns whether {@code value} can be the name of a service or a cluster. */
    public static boolean isName(String value) {
        try {
            return new ServiceId("any", value).name().equals(value);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
