package io.incidentiq.examples.alarm;

import io.incidentiq.aws.AwsRollback;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.binding.Binding;
import io.incidentiq.rollback.binding.ProcedureBinder;
import io.incidentiq.rollback.defaults.WebhookNotifier;
import io.incidentiq.rollback.port.TimeSource;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.runbook.RunbookParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service that turns a CloudWatch alarm into a planned, approved and verified rollback. */
public final class AlarmService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmService.class);
    /** Each slow connection keeps one for at most ten seconds. */
    private static final int WEB_THREADS = 200;

    private static final long SMALL_STACK = 256 * 1024L;
    private static final int PLANNING_THREADS = 4;
    private static final int PORT_THREADS = 16;
    private static final int WAITING = 64;

    private final Web web;
    private final Rollbacks rollbacks;
    private final SnsVerifier verifier;

    private AlarmService(Web web, Rollbacks rollbacks, SnsVerifier verifier) {
        this.web = web;
        this.rollbacks = rollbacks;
        this.verifier = verifier;
    }

    /** What lies beyond the process: Amazon SNS and whose certificates it has, the services, the time. */
    record World(AmazonSite sns, CertificateChain chain, AwsRollback aws, TimeSource time) {}

    /** Takes its settings from the environment, and runs until it is ended. */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        CertificateChain.letJavaFetchIssuers();
        CertificateChain chain = CertificateChain.toPublicRoots();
        ExecutorService portThreads = Executors.newFixedThreadPool(PORT_THREADS);
        AlarmService service;
        try {
            Settings settings = Settings.of(System.getenv());
            AwsRollback aws = AwsRollback.builder().build();
            service = start(settings, new World(AmazonSite.overHttps(), chain, aws, TimeSource.system(portThreads)));
        } catch (IllegalArgumentException | IllegalStateException | IOException e) {
            System.err.println("alarm-service: " + e.getMessage());
            System.exit(2);
            return;
        }
        LOG.info("listening on port {}", service.port());
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, "shutdown"));
    }

    /**
     * Serves from now on.
     *
     * @throws IOException if the runbook can't be read, or the address can't be listened on
     * @throws IllegalArgumentException if the runbook tells of no rollback
     */
    static AlarmService start(Settings settings, World world) throws IOException {
        RollbackProcedure procedure = procedure(settings.runbook());
        WebhookNotifier notifier = WebhookNotifier.to(settings.secrets().webhook());
        RollbackEngine engine =
                world.aws().engine().notifier(notifier).time(world.time()).build();
        var rollbacks = new Rollbacks(
                engine, procedure, new Team(notifier, settings.publicUrl()), threads("planning", PLANNING_THREADS));
        var verifier =
                new SnsVerifier(settings.topics(), new SigningCertificates(world.sns(), world.chain()), world.time());
        var deliveries = new Deliveries(
                verifier,
                world.sns(),
                rollbacks,
                new Deliveries.Defaults(
                        procedure, settings.service(), world.aws().region()));
        var pages = new Web.Pages(deliveries, rollbacks, settings.secrets().approval());
        return new AlarmService(Web.serve(settings.listen(), pages, webThreads()), rollbacks, verifier);
    }

    private static RollbackProcedure procedure(Path runbook) throws IOException {
        if (!Files.isRegularFile(runbook)) {
            throw new IllegalArgumentException("ALARM_RUNBOOK: expected a runbook's file, found none at " + runbook);
        }
        byte[] text = Files.readAllBytes(runbook);
        Binding binding = ProcedureBinder.bind(RunbookParser.standard().parse(runbook.toString(), text));
        return binding.procedure()
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s: expected a rollback runbook, found %s".formatted(runbook, binding.diagnostics())));
    }

    /** One thread for each connection at once, none in a queue behind slow ones; what comes beyond is turned away, and SNS brings it again. */
    private static ExecutorService webThreads() {
        return new ThreadPoolExecutor(
                0,
                WEB_THREADS,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> new Thread(null, task, "web", SMALL_STACK));
    }

    /** Few threads and a short queue: what comes beyond is turned away, and SNS brings it again. */
    private static ExecutorService threads(String name, int count) {
        var pool = new ThreadPoolExecutor(
                count, count, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> new Thread(task, name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    int port() {
        return web.port();
    }

    /** Takes no more requests, gives up what is under way as {@link Rollbacks#close} says, and ends. */
    @Override
    public void close() {
        web.close();
        rollbacks.close();
        verifier.close();
    }
}
