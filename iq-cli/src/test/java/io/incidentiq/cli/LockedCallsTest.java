package io.incidentiq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.HealthProbe;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.RollbackStore;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A port can take for ever, and a listener is somebody else's code: no lock is held around a call of either. */
class LockedCallsTest {
    private static final Set<String> PORTS = Stream.of(
                    ServiceRegistry.class,
                    MetricsSource.class,
                    HealthProbe.class,
                    ChangeInspector.class,
                    Notifier.class,
                    RollbackStore.class,
                    RollbackListener.class)
            .map(LockedCallsTest::internalName)
            .collect(Collectors.toSet());

    private static final Set<String> WAITS = Set.of("call", "await");

    private static String internalName(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private static boolean takesLong(CompiledMethod.Id call) {
        boolean waits = call.owner().equals(internalName(TimeSource.class)) && WAITS.contains(call.name());
        return waits || PORTS.contains(call.owner());
    }

    @Test
    void engine_lockHeld_callsNoPort() throws IOException, URISyntaxException {
        Set<String> ways = LockedCalls.in(engine(), LockedCallsTest::takesLong);

        assertThat(ways).isEmpty();
    }

    @Test
    void samples_lockHeld_areFoundEachAndNoOthers() throws IOException {
        List<byte[]> classes = new ArrayList<>();
        for (Class<?> type : List.of(
                LockSamples.class,
                LockSamples.Looking.class,
                LockSamples.InRegistry.class,
                LockSamples.Base.class,
                LockSamples.Derived.class)) {
            classes.add(bytes(type));
        }

        assertThat(LockedCalls.in(classes, LockedCallsTest::takesLong))
                .map(way -> way.substring(way.indexOf('.') + 1, way.indexOf(' ')))
                .allMatch(name -> name.startsWith("offends"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(LockSamples.class.getDeclaredMethods())
                        .map(java.lang.reflect.Method::getName)
                        .filter(name -> name.startsWith("offends"))
                        .toList());
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        String file = "/" + internalName(type) + ".class";
        try (InputStream in = java.util.Objects.requireNonNull(type.getResourceAsStream(file), file)) {
            return in.readAllBytes();
        }
    }

    /** Returns the engine's classes, from a folder or from its jar. */
    private static List<byte[]> engine() throws IOException, URISyntaxException {
        URI place = RollbackEngine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        if (Files.isDirectory(Path.of(place))) {
            return classes(Path.of(place));
        }
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(place), Map.of())) {
            return classes(jar.getPath("/"));
        }
    }

    private static List<byte[]> classes(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(100);
        var read = new ArrayList<byte[]>();
        for (Path file : files) {
            read.add(Files.readAllBytes(file));
        }
        return read;
    }
}
