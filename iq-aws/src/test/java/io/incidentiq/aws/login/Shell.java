package io.incidentiq.aws.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An environment of its own with a home directory, in which a program logs in; the SDK reads both once for all of a process. */
final class Shell {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path home;
    private final LoopbackAws aws;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String without = "";

    /** What came of it: how long it took, and what was said. */
    record End(long millis, String text) {
        void assertWorked() {
            assertThat(text).isEqualTo("OK");
        }

        /** Says so within five seconds, at once and for good. */
        End assertDenied(String... words) {
            return assertSaid("DENIED ", words);
        }

        /** Says so within five seconds, and that asking again can help. */
        End assertSlow(String... words) {
            return assertSaid("UNAVAILABLE ", words);
        }

        /** Says within five seconds that the clients can't be made. */
        End assertNoClients(String... words) {
            return assertSaid("NO CLIENTS ", words);
        }

        private End assertSaid(String kind, String... words) {
            assertThat(text).startsWith(kind).contains(words);
            assertThat(millis).as(text).isLessThan(5_000);
            return this;
        }
    }

    Shell(Path home, LoopbackAws aws) {
        this.home = home;
        this.aws = aws;
        set("AWS_CONFIG_FILE", home.resolve(".aws/config").toString());
        set("AWS_SHARED_CREDENTIALS_FILE", home.resolve(".aws/credentials").toString());
        set("AWS_REGION", "us-east-1");
        set("AWS_EC2_METADATA_DISABLED", "true");
        write(".aws/config", "[default]\nregion = us-east-1\n");
    }

    Shell set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Shell unset(String name) {
        environment.remove(name);
        return this;
    }

    /** Leaves a module of the SDK out of the class path. */
    Shell without(String module) {
        without = module;
        return this;
    }

    Path write(String file, String text) {
        try {
            Path path = home.resolve(file);
            Files.createDirectories(path.getParent());
            return Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Shell config(String text) {
        write(".aws/config", text);
        return this;
    }

    End login() {
        return login("");
    }

    End login(String profile) {
        try {
            Path end = home.resolve("end");
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Duser.home=" + home,
                    "-cp",
                    classPath(),
                    LoginProbe.class.getName()));
            command.addAll(List.of(aws.uri(), profile, end.toString()));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(home.resolve("output").toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
            builder.environment().put("HOME", home.toString());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("it ends").isTrue();
            String[] told = Files.readString(end).split(" ", 2);
            return new End(Long.parseLong(told[0]), told[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String classPath() {
        String all = System.getProperty("java.class.path");
        return without.isEmpty()
                ? all
                : Stream.of(all.split(System.getProperty("path.separator"), -1))
                        .filter(jar -> !jar.matches(".*[/\\\\]" + without + "-[0-9.]+\\.jar"))
                        .collect(Collectors.joining(System.getProperty("path.separator")));
    }
}
