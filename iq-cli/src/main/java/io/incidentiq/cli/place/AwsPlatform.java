package io.incidentiq.cli.place;

import io.incidentiq.aws.AwsRollback;
import io.incidentiq.aws.AwsRollbackBuilder;
import io.incidentiq.cli.input.OptionParsers;
import io.incidentiq.cli.input.RollbackInput;
import io.incidentiq.cli.input.RollbackOptions;
import io.incidentiq.cli.output.CliError;
import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.defaults.LogNotifier;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.TimeSource;
import io.incidentiq.simulator.aws.SimulatorClock;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Amazon ECS and CloudWatch, as the SDK's default chains and the options name them. */
final class AwsPlatform implements Platform {
    private final RollbackOptions options;
    private final RollbackRequest request;
    private final AwsRollback aws;
    private final SdkHttpClient http;
    private final TimeSource time;

    private AwsPlatform(
            RollbackOptions options, RollbackInput input, AwsRollback aws, SdkHttpClient http, TimeSource time) {
        this.options = options;
        this.aws = aws;
        this.http = http;
        this.time = time;
        RollbackRequest plain = options.request(input, time.instant());
        Platform.check(input.procedure(), plain);
        this.request = plain;
    }

    static AwsPlatform of(RollbackOptions options, RollbackInput input) {
        if (options.speed != null) {
            throw CliError.usage(
                    "--speed %s: it paces a drill; leave it out with --provider aws".formatted(options.speed));
        }
        requireRegionOfAlarm(options, input);
        TimeSource time = time(options);
        SdkHttpClient http = UrlConnectionHttpClient.create();
        try {
            return new AwsPlatform(options, input, clients(options, input, http, time), http, time);
        } catch (IllegalStateException e) {
            http.close();
            throw CliError.usage("--provider aws: " + e.getMessage());
        }
    }

    /** Staging and production may share all names but this: the alarm of one is no reason to change the other. */
    private static void requireRegionOfAlarm(RollbackOptions options, RollbackInput input) {
        String here = options.aws.region;
        input.region().filter(there -> here != null && !there.equals(here)).ifPresent(there -> {
            throw CliError.usage(
                    "--incident: incident-elsewhere: the alarm is of Region %s, and the service by --region in %s; leave out --region, or state --incident-start without the alarm"
                            .formatted(there, here));
        });
    }

    private static AwsRollback clients(
            RollbackOptions options, RollbackInput input, SdkHttpClient http, TimeSource time) {
        AwsRollbackBuilder builder = AwsRollback.builder().httpClient(http);
        Optional.ofNullable(options.aws.region).or(input::region).ifPresent(builder::region);
        if (options.aws.profile != null) {
            builder.profile(options.aws.profile);
        }
        if (options.aws.clock != null) {
            builder.clock(time);
        }
        URI endpoint = options.aws.endpoint();
        return (endpoint == null ? builder : builder.endpoint(endpoint)).build();
    }

    private static TimeSource time(RollbackOptions options) {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "iq");
            thread.setDaemon(true);
            return thread;
        });
        String clock = options.aws.clock;
        if (clock == null) {
            return TimeSource.system(threads);
        }
        try {
            return SimulatorClock.of(OptionParsers.address("--clock", clock), threads);
        } catch (IOException e) {
            throw CliError.usage("--clock %s: no simulator answers (%s)".formatted(clock, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliError.usage("--clock %s: interrupted".formatted(clock));
        }
    }

    @Override
    public RollbackRequest request() {
        return request;
    }

    @Override
    public RollbackEngine engine(RollbackListener listener) {
        return aws.engine()
                .notifier(options.team.notifier().orElse(LogNotifier.create()))
                .time(time)
                .listener(listener)
                .build();
    }

    @Override
    public Optional<String> stakes(RollbackPlan plan) {
        if (plan.action().filter(Action::writes).isEmpty()) {
            return Optional.empty();
        }
        Place place = plan.place();
        return Optional.of("account %s, Region %s, cluster %s, service %s: from %s to %s, because of %s%s%s"
                .formatted(
                        place.account().orElse("unknown"),
                        place.region().orElse(aws.region()),
                        plan.service().cluster(),
                        plan.service().name(),
                        plan.running().map(RevisionId::toString).orElse("what runs"),
                        plan.target().map(t -> t.revision().toString()).orElse("nothing"),
                        plan.suspect()
                                .map(s -> s.revision().definition().toString())
                                .orElse("nothing"),
                        place.profile().map(p -> ", by profile " + p).orElse(""),
                        place.endpoint().map(e -> ", at " + e).orElse("")));
    }

    @Override
    public void close() {
        aws.close();
        http.close();
    }
}
