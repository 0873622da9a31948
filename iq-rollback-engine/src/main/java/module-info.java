/** Plans, checks, carries out, verifies and reports the rollback of a service. */
@org.jspecify.annotations.NullMarked
module io.incidentiq.rollback {
    requires static transitive org.jspecify;
    requires transitive io.incidentiq.runbook;
    requires java.net.http;
    requires org.slf4j;
    requires com.fasterxml.jackson.core;

    exports io.incidentiq.rollback;
    exports io.incidentiq.rollback.binding;
    exports io.incidentiq.rollback.defaults;
    exports io.incidentiq.rollback.fact;
    exports io.incidentiq.rollback.outcome;
    exports io.incidentiq.rollback.plan;
    exports io.incidentiq.rollback.port;
    exports io.incidentiq.rollback.procedure;
    exports io.incidentiq.rollback.report;
}
