/** A seeded platform on a virtual clock to rehearse rollbacks on. */
@org.jspecify.annotations.NullMarked
module io.incidentiq.simulator {
    requires static transitive org.jspecify;
    requires transitive io.incidentiq.rollback;
    requires com.fasterxml.jackson.core;
    requires java.net.http;
    requires jdk.httpserver;

    exports io.incidentiq.simulator;
    exports io.incidentiq.simulator.aws;
    exports io.incidentiq.simulator.fact;
}
