/** How to embed the engine. */
@org.jspecify.annotations.NullMarked
module io.incidentiq.examples.embedding {
    requires static org.jspecify;
    requires io.incidentiq.rollback;
    requires io.incidentiq.runbook;
    requires io.incidentiq.simulator;
}
