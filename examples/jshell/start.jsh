// Imports and helpers for a rollback in JShell; ./run loads it before your script, or before the prompt.
import io.incidentiq.aws.*;
import io.incidentiq.rollback.*;
import io.incidentiq.rollback.binding.*;
import io.incidentiq.rollback.defaults.*;
import io.incidentiq.rollback.port.*;
import io.incidentiq.rollback.procedure.*;
import io.incidentiq.runbook.*;
import io.incidentiq.simulator.*;
import java.net.URI;
import java.nio.file.*;
import java.time.*;
import java.util.*;

/** Where services run: an engine for them, and what is known there before anybody asks. */
record Place(RollbackEngine engine, RollbackRequest.Drill drill) {
    RollbackRequest request(String service) {
        var request = RollbackRequest.of(service);
        return drill == null ? request : request.withDrill(drill);
    }
}

/** A drill on the simulated platform: nothing leaves this process. */
Place drill(String scenario, String service) {
    var id = new ServiceId(Simulation.CLUSTER, service);
    var world = Simulation.of(Scenario.named(scenario), 1, id);
    var engine = RollbackEngine.builder(world.registry()).metrics(world.metrics()).health(world.health()).inspector(world.inspector()).notifier(world.notifier()).time(world.time()).build();
    return new Place(engine, new RollbackRequest.Drill(scenario, 1, world.incidentStart().orElse(null), world.healthUrl(id).orElse(null)));
}

/** Amazon ECS and CloudWatch, with the credentials that the AWS SDK finds. Tells the team nothing by itself. */
Place aws(String region) {
    return new Place(AwsRollback.builder().region(region).build().engine().build(), null);
}

/** Reads a runbook; one that lacks what a rollback needs throws and says what to write. */
RollbackProcedure runbook(String file) throws java.io.IOException {
    return ProcedureBinder.bind(RunbookParser.standard().parse(file, Files.readAllBytes(Path.of(file)))).orElseThrow();
}
