package io.incidentiq.cli.place;

import io.incidentiq.cli.input.RollbackInput;
import io.incidentiq.cli.input.RollbackOptions;
import io.incidentiq.cli.output.CliError;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import java.util.Optional;

/** Where a rollback takes place: a drill's simulated platform, or AWS. */
public sealed interface Platform extends AutoCloseable permits DrillPlatform, AwsPlatform {
    /** Returns the place that the options name. Neither is a silent default. */
    static Platform of(RollbackOptions options, RollbackInput input) {
        if (options.provider == null) {
            options.aws.refuseWithoutProvider();
            return DrillPlatform.of(options, input);
        }
        if (!options.provider.equals("aws")) {
            throw CliError.usage("--provider '%s': no such provider; there is aws".formatted(options.provider));
        }
        if (options.scenario != null) {
            throw CliError.usage("--scenario %s and --provider aws: a drill or the real thing; leave one out"
                    .formatted(options.scenario));
        }
        return AwsPlatform.of(options, input);
    }

    /** Returns the service that request and procedure name; fails where there could be none of that name. */
    static ServiceId check(RollbackProcedure procedure, RollbackRequest request) {
        Sourced<String> cluster = request.cluster()
                .map(name -> new Sourced<>(name, new Source("--cluster", null)))
                .or(procedure::cluster)
                .orElseThrow(() -> CliError.usage("%s names no cluster; add --cluster NAME"
                        .formatted(procedure.runbook().file())));
        ServiceId known = named(cluster.source().toString(), cluster.value(), "any");
        return named("--service", known.cluster(), request.service());
    }

    private static ServiceId named(String place, String cluster, String service) {
        try {
            return new ServiceId(cluster, service);
        } catch (IllegalArgumentException e) {
            throw CliError.usage(place + ": " + e.getMessage());
        }
    }

    /** Returns what is requested, completed with what this place says. */
    RollbackRequest request();

    RollbackEngine engine(RollbackListener listener);

    /** Returns what a person has to have read before anything is changed; empty where nothing real is. */
    Optional<String> stakes(RollbackPlan plan);

    @Override
    void close();
}
