/** Plan, rehearse and carry out rollbacks from a shell or a pipeline. */
@org.jspecify.annotations.NullMarked
module io.incidentiq.cli {
    requires static org.jspecify;
    requires io.incidentiq.runbook;
    requires io.incidentiq.rollback;
    requires io.incidentiq.simulator;
    requires io.incidentiq.aws;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.http.urlconnection;
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires jdk.unsupported;

    exports io.incidentiq.cli;

    opens io.incidentiq.cli.command to
            info.picocli;
    opens io.incidentiq.cli.completion to
            info.picocli;
    opens io.incidentiq.cli.input to
            info.picocli;
}
