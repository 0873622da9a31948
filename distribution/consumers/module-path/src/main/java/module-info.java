/** A program of somebody else's, in modules. */
module com.example.rehearsal {
    requires io.incidentiq.rollback;
    requires io.incidentiq.simulator;
    requires io.incidentiq.aws;
}
