package io.incidentiq.simulator.face;

import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.simulator.chance.Dice;
import io.incidentiq.simulator.fact.Denial;
import io.incidentiq.simulator.fact.SimulatedCall;
import io.incidentiq.simulator.scenario.Setting;
import io.incidentiq.simulator.world.SimulatedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The way from the engine to the platform: latency, throttling, lost answers, and a record of every call. */
public final class Connection {
    private static final Duration READ_FROM = Duration.ofMillis(40);
    private static final Duration READ_TO = Duration.ofMillis(120);
    private static final Duration WRITE_FROM = Duration.ofMillis(150);
    private static final Duration WRITE_TO = Duration.ofMillis(300);
    private static final Duration LATE_FROM = Duration.ofSeconds(2);
    private static final Duration LATE_TO = Duration.ofSeconds(8);

    /** What the operations of the ports are called in AWS. */
    private static final Map<String, String> AWS_NAMES = Map.of(
            "describe", "ecs:DescribeServices",
            "history", "ecs:ListServiceDeployments",
            "serviceRevisions", "ecs:DescribeServiceRevisions",
            "definitions", "ecs:DescribeTaskDefinition",
            "activeRevisions", "ecs:ListTaskDefinitions",
            "failures", "ecs:DescribeTasks",
            "update", "ecs:UpdateService",
            "stop", "ecs:StopServiceDeployment",
            "metrics", "cloudwatch:GetMetricData");

    private final SimulatedTime time;
    private final Dice dice;
    private final Setting.Trouble trouble;
    private final List<SimulatedCall> calls = new ArrayList<>();
    private boolean answered;

    public Connection(SimulatedTime time, Dice dice, Setting.Trouble trouble) {
        this.time = time;
        this.dice = dice;
        this.trouble = trouble;
    }

    public List<SimulatedCall> calls() {
        return time.exclusively(() -> List.copyOf(calls));
    }

    /** Asks something that is never throttled. */
    public <T> T ask(String operation, Supplier<T> answer) {
        return time.exclusively(() -> {
            time.spend(dice.between("read latency", calls.size(), READ_FROM, READ_TO));
            return logged(operation, answer, "ok");
        });
    }

    /** Reads from the platform. */
    <T> T read(String operation, Supplier<T> answer) {
        return time.exclusively(() -> {
            time.spend(dice.between("read latency", calls.size(), READ_FROM, READ_TO));
            throttle(operation);
            return logged(operation, answer, "ok");
        });
    }

    /** Changes something on the platform. A lost answer's effect, if it has one, shows seconds later. */
    <T> T write(String operation, Supplier<T> effect) {
        return time.exclusively(() -> {
            int call = calls.size();
            time.spend(dice.between("write latency", call, WRITE_FROM, WRITE_TO));
            throttle(operation);
            if (!answered && dice.unit("lost answer", 0) < trouble.lostAnswer()) {
                answered = true;
                throw lost(operation, effect);
            }
            answered = true;
            return logged(operation, effect, "accepted");
        });
    }

    private <T> ProviderException lost(String operation, Supplier<T> effect) {
        boolean takesEffect = dice.unit("lost answer", 1) < 0.5;
        if (takesEffect) {
            time.after(dice.between("lost answer", 2, LATE_FROM, LATE_TO), () -> takeEffectUnheard(operation, effect));
        }
        log(operation, takesEffect ? "answer lost, takes effect later" : "lost on its way");
        return ProviderException.unknownEffect("connection reset while waiting for the answer to " + operation);
    }

    private <T> void takeEffectUnheard(String operation, Supplier<T> effect) {
        try {
            logged(operation, effect, "took effect");
        } catch (ProviderException refused) {
            return; // nobody is left to hear it
        }
    }

    private void throttle(String operation) {
        refuseDenied(operation);
        if (dice.unit("throttled", calls.size()) < trouble.throttled()) {
            log(operation, "throttled");
            throw ProviderException.of(ProviderException.Kind.THROTTLED, "Rate exceeded");
        }
    }

    private void refuseDenied(String operation) {
        String asked = AWS_NAMES.getOrDefault(operation.split(" ", 2)[0], "");
        Denial why = trouble.denied().get(asked.substring(asked.indexOf(':') + 1));
        if (why != null) {
            String message = why.message(asked, "*");
            log(operation, "DENIED: " + message);
            throw ProviderException.of(ProviderException.Kind.DENIED, message);
        }
    }

    private <T> T logged(String operation, Supplier<T> answer, String outcome) {
        try {
            T value = answer.get();
            log(operation, outcome);
            return value;
        } catch (ProviderException e) {
            log(operation, e.kind() + ": " + e.getMessage());
            throw e;
        }
    }

    private void log(String operation, String outcome) {
        calls.add(new SimulatedCall(time.instant(), operation, outcome));
    }
}
