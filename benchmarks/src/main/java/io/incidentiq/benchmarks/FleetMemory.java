package io.incidentiq.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Begins 1,000 rollbacks of one engine at the same instant, waits for all, and prints what they took. */
public final class FleetMemory {
    private static final int SIZE = 1_000;
    private static final double MEBIBYTE = 1 << 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private FleetMemory() {}

    /** Takes no arguments; run it with the heap that is to suffice. */
    public static void main(String[] args) throws InterruptedException {
        RollbackProcedure procedure = Rehearsal.procedure();
        List<String> names =
                IntStream.range(0, SIZE).mapToObj(i -> "service-" + i).toList();
        List<ServiceId> services = names.stream()
                .map(name -> new ServiceId(Simulation.CLUSTER, name))
                .toList();
        Simulation world =
                Simulation.of(Scenario.named("bad-deploy").withServices(Set.copyOf(names)), 1, Set.copyOf(services));
        RollbackEngine engine = Rehearsal.engine(world).build();
        print("platform made");

        List<RollbackPlan> plans = new ArrayList<>();
        for (ServiceId service : services) {
            plans.add(engine.plan(procedure, Rehearsal.request(world, service)));
        }
        print("planned");
        List<Rollback> underWay = plans.stream().map(engine::start).toList();
        print("begun");
        underWay.get(0).await();
        print("first over");
        long rolledBack = 0;
        for (Rollback rollback : underWay) {
            rolledBack += rollback.await().outcome() == Outcome.ROLLED_BACK ? 1 : 0;
        }
        print("all over");
        System.out.printf(
                "%d of %d ROLLED_BACK, -Xmx %.0f MiB%n",
                rolledBack, SIZE, Runtime.getRuntime().maxMemory() / MEBIBYTE);
        if (rolledBack != SIZE) {
            System.exit(1);
        }
    }

    /** Collects garbage first, so that what is printed is what is held. */
    private static void print(String moment) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%-14s %6.1f MiB held, %6.1f s CPU%n",
                moment,
                (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE,
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
                        / NANOS_PER_SECOND);
    }
}
