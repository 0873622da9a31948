package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.NamedService;
import io.incidentiq.rollback.procedure.Names;
import io.incidentiq.rollback.procedure.Sourced;
import io.incidentiq.runbook.Runbook;
import io.incidentiq.runbook.source.Located;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which services, clusters and Region a runbook names in letters. */
final class NameReader {
    private static final Pattern COMMON = Pattern.compile(
            "www\\d?|api|app|apps|web|internal|private|public|lb|alb|nlb|elb|gateway|gw|proxy|edge|ingress|localhost|status|monitor"
                    + "|monitoring|metrics|health|healthz|healthcheck|health-check|_health|ping|live|livez|liveness|ready|readyz"
                    + "|readiness|actuator|up|check|services?|svc|v\\d{1,3}|prod|production|staging|stage|dev|test|qa|\\d{1,9}");

    private final Runbook runbook;
    private final UpdateService write;
    private final RunbookCommands commands;
    private final List<NamedService> services = new ArrayList<>();
    private final List<Sourced<String>> clusters = new ArrayList<>();

    NameReader(Runbook runbook, UpdateService write, RunbookCommands commands) {
        this.runbook = runbook;
        this.write = write;
        this.commands = commands;
    }

    Names names() {
        write.service()
                .flatMap(f -> f.name().map(name -> commands.sourced(name, f.range())))
                .ifPresent(s -> add(NamedService.What.WRITE, s));
        commands.metric().ifPresent(this::metric);
        commands.healthUrl().ifPresent(this::health);
        var region = commands.region().map(f -> commands.sourced(f.text(), f.range()));
        return new Names(services, clusters, frontMatter(), region.orElse(null));
    }

    private void add(NamedService.What what, Sourced<String> name) {
        services.add(new NamedService(what, name.value(), name.source()));
    }

    private List<String> frontMatter() {
        return runbook.frontMatter().texts("service").stream()
                .map(Located::value)
                .filter(name -> !name.equalsIgnoreCase("all") && !name.equals("*"))
                .toList();
    }

    private void metric(Sourced<MetricTemplate> metric) {
        new TreeMap<>(metric.value().dimensions()).forEach((name, value) -> {
            if (value.contains(MetricTemplate.SERVICE) || value.contains(MetricTemplate.CLUSTER)) {
                return;
            }
            if (DimensionName.isService(name)) {
                add(NamedService.What.METRIC, new Sourced<>(value, metric.source()));
            } else if (DimensionName.isCluster(name)) {
                clusters.add(new Sourced<>(value, metric.source()));
            }
        });
    }

    /** An address that has a place for the service names none. */
    private void health(Sourced<String> url) {
        if (url.value().contains(MetricTemplate.SERVICE)) {
            return;
        }
        URI address = URI.create(url.value());
        List<String> parts = parts(address);
        Set<String> known = Set.copyOf(Stream.concat(
                        frontMatter().stream(),
                        runbook.services().stream().map(s -> s.service().value()))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList());
        Optional<String> name = parts.stream()
                .filter(part -> known.contains(part.toLowerCase(Locale.ROOT)))
                .findFirst()
                .or(() -> parts.stream()
                        .filter(part ->
                                !COMMON.matcher(part.toLowerCase(Locale.ROOT)).matches())
                        .findFirst());
        name.ifPresent(n -> add(NamedService.What.HEALTH, new Sourced<>(n, url.source())));
    }

    /** Returns what may be a service's name: the segments of the path, then the first label of a host with several. */
    private static List<String> parts(URI address) {
        var parts = new ArrayList<String>();
        String path = address.getPath() == null ? "" : address.getPath();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                parts.add(segment);
            }
        }
        String host = address.getHost() == null ? "" : address.getHost();
        int dot = host.indexOf('.');
        boolean number = host.matches("[0-9.]+|\\[.*");
        if (!number && !host.isEmpty()) {
            parts.add(dot < 0 ? host : host.substring(0, dot));
        }
        return parts;
    }
}
