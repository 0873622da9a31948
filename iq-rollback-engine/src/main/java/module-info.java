/** Plans, checks, carries out, verifies and reports the rollback of a service. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the modules that a qualified export names are built later
module io.incidentiq.rollback {
    requires static transitive org.jspecify;
    requires transitive io.incidentiq.runbook;
    requires java.net.http;
    requires org.slf4j;
    requires com.fasterxml.jackson.core;

    exports io.incidentiq.rollback;
    exports io.incidentiq.rollback.binding;
    exports io.incidentiq.rollback.defaults;
    exports io.incidentiq.rollback.port;
    exports io.incidentiq.rollback.procedure;

    // what is shown in a terminal, and typed into a shell, has one form everywhere
    exports io.incidentiq.rollback.internal.format to
            io.incidentiq.aws,
            io.incidentiq.cli,
            io.incidentiq.simulator;
}
