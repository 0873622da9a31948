package io.incidentiq.simulator.aws.operation;

import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.aws.AwsFault;
import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.protocol.Protocol;
import io.incidentiq.simulator.aws.protocol.Request;
import io.incidentiq.simulator.aws.protocol.Tree;
import io.incidentiq.simulator.aws.protocol.UnknownMembers;
import io.incidentiq.simulator.face.SimulatedPlatform;
import io.incidentiq.simulator.fact.Denial;
import io.incidentiq.simulator.scenario.Setting;
import io.incidentiq.simulator.world.SimulatedState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The trouble that is set, and what of it has happened. Guarded by the server's lock. */
public final class Faults {
    private static final double EVEN = 0.5;
    private static final String ENCODED = " Encoded authorization failure message: " + "mJ4uV-x2Qw8_".repeat(90);
    private static final double LATE_FROM_MILLIS = 2000;
    private static final double LATE_RANGE_MILLIS = 6000;

    private static final Duration SIGNATURE_VALID_FOR = Duration.ofMinutes(5);
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final SimulatedPlatform platform;
    private final Setting.Trouble trouble;
    private List<AwsFault> set = List.of();
    private int lost;
    private boolean answered;
    private Map<ServiceId, SimulatedState> before = Map.of();
    private Instant staleUntil = Instant.MIN;

    public Faults(SimulatedPlatform platform, Setting.Trouble trouble) {
        this.platform = platform;
        this.trouble = trouble;
    }

    public void set(List<AwsFault> faults) {
        set = List.copyOf(faults);
        lost = 0;
        staleUntil = Instant.MIN;
    }

    private <T extends AwsFault> Stream<T> all(Class<T> type) {
        return set.stream().filter(type::isInstance).map(type::cast);
    }

    public Duration latency() {
        return all(AwsFault.Latency.class).map(AwsFault.Latency::each).reduce(Duration.ZERO, Duration::plus);
    }

    /** Returns by how much longer the answer to a call of {@code operation} takes than the call. */
    public Duration delay(String operation) {
        return all(AwsFault.Slow.class)
                .filter(fault -> fault.operation().equals(operation))
                .map(AwsFault.Slow::by)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Returns the answer to {@code operation} as it is shown. */
    public Tree shown(String operation, Tree answer) {
        return all(AwsFault.Shows.class)
                .filter(fault -> fault.operation().equals(operation))
                .reduce(
                        answer,
                        (tree, fault) -> tree.showing(List.of(fault.path().split("\\.")), fault.value()),
                        (a, b) -> b);
    }

    public boolean partialMetrics() {
        return all(AwsFault.PartialMetrics.class).findAny().isPresent();
    }

    /** Returns the lifecycle hook that deployments in progress wait at. */
    Optional<String> pausedAtHook() {
        return all(AwsFault.PausedAtHook.class)
                .map(AwsFault.PausedAtHook::hookId)
                .findFirst();
    }

    private void refuseSignature() {
        all(AwsFault.SkewedClock.class).findFirst().ifPresent(fault -> {
            Instant now = platform.now().truncatedTo(ChronoUnit.SECONDS);
            throw AwsError.of(
                    "InvalidSignatureException",
                    "Signature expired: %s is now earlier than %s (%s - 5 min.)"
                            .formatted(
                                    BASIC.format(now.minus(fault.by())),
                                    BASIC.format(now.minus(SIGNATURE_VALID_FOR)),
                                    BASIC.format(now)));
        });
    }

    /**
     * Refuses a call that is to be refused.
     *
     * @throws AwsError if the call is refused before it is looked at
     */
    public void refuse(Request request, long number) {
        String operation = request.operation();
        refuseSignature();
        if (all(AwsFault.ExpiredToken.class).findAny().isPresent()) {
            throw AwsError.of("ExpiredTokenException", "The security token included in the request is expired");
        }
        if (all(AwsFault.Denied.class).anyMatch(fault -> fault.operation().equals(operation))) {
            throw AwsError.of(
                    "AccessDeniedException",
                    ("User: arn:aws:sts::%s:assumed-role/ops-readonly/drill is not authorized to perform: %s:%s "
                                    + "because no identity-based policy allows the %s:%s action")
                            .formatted(AwsNames.ACCOUNT, request.api(), operation, request.api(), operation));
        }
        Optional.ofNullable(trouble.denied().get(operation)).ifPresent(why -> deny(request, why, ""));
        all(AwsFault.DeniedBy.class)
                .filter(fault -> fault.operation().equals(operation))
                .findFirst()
                .ifPresent(fault -> deny(request, fault.why(), fault.encoded() ? ENCODED : ""));
        if (all(AwsFault.ServerFailure.class)
                .anyMatch(fault -> fault.operation().equals(operation))) {
            throw request.protocol() == Protocol.ECS_JSON
                    ? AwsError.ofServer("ServerException", "Service Unavailable. Please try again later.")
                    : AwsError.ofServer("InternalServiceFault", "Request processing has failed.");
        }
        throttle(number);
    }

    private static void deny(Request request, Denial why, String more) {
        String action = request.api() + ":" + request.operation();
        throw AwsError.of("AccessDeniedException", why.message(action, resource(request)) + more);
    }

    private static String resource(Request request) {
        Body body = request.body();
        AwsNames names = new AwsNames(request.region());
        return body.text("service")
                .map(name -> name.startsWith("arn:") ? name : names.service(SimulatedPlatform.CLUSTER, name))
                .or(() -> body.text("serviceDeploymentArn"))
                .orElse("*");
    }

    /** Returns {@code answer} with what the faults add to it. */
    public Tree dressed(Tree answer, @Nullable String token) {
        Tree paged = token != null && emptyTokens() && !answer.members().containsKey(token)
                ? answer.with(token, "")
                : answer;
        boolean unknown = all(AwsFault.UnknownMembers.class).findAny().isPresent();
        return unknown ? UnknownMembers.in(paged) : paged;
    }

    private boolean emptyTokens() {
        return all(AwsFault.EmptyTokens.class).findAny().isPresent();
    }

    private void throttle(long number) {
        double share = Stream.concat(
                        Stream.of(trouble.throttled()),
                        all(AwsFault.Throttled.class).map(AwsFault.Throttled::share))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        if (platform.chance("throttled", number) < share) {
            throw AwsError.of("ThrottlingException", "Rate exceeded");
        }
    }

    /** Returns what becomes of a write whose answer is lost; empty if it is answered. */
    public Optional<AwsFault.Effect> loseAnswer() {
        boolean first = !answered;
        answered = true;
        Optional<AwsFault.LostAnswers> fault = all(AwsFault.LostAnswers.class).findFirst();
        if (fault.isPresent()) {
            return fault.filter(f -> lost++ < f.writes()).map(AwsFault.LostAnswers::effect);
        }
        if (first && platform.chance("lost answer", 0) < trouble.lostAnswer()) {
            return Optional.of(
                    platform.chance("lost answer", 1) < EVEN ? AwsFault.Effect.LATER : AwsFault.Effect.NEVER);
        }
        return Optional.empty();
    }

    public Duration lateness() {
        return Duration.ofMillis((long) (LATE_FROM_MILLIS + LATE_RANGE_MILLIS * platform.chance("lost answer", 2)));
    }

    /** Returns the services as a read sees them. */
    public Map<ServiceId, SimulatedState> readable() {
        return platform.now().isBefore(staleUntil) ? before : platform.state();
    }

    /** Notes that a write has changed what was {@code earlier}. */
    public void changed(Map<ServiceId, SimulatedState> earlier) {
        all(AwsFault.StaleReads.class).findFirst().ifPresent(fault -> {
            before = platform.now().isBefore(staleUntil) ? before : earlier;
            staleUntil = platform.now().plus(fault.afterWrite());
        });
    }
}
