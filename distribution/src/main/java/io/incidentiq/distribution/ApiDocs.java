package io.incidentiq.distribution;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Javadoc of all published modules together. */
final class ApiDocs {
    private static final Pattern MODULE = Pattern.compile("^module (\\S+) \\{", Pattern.MULTILINE);

    private ApiDocs() {}

    /**
     * Writes it to {@code folder}, with doclint's findings as errors.
     *
     * @throws IllegalStateException if javadoc finds fault with anything
     */
    static void write(Path root, String version, Path overview, Path folder) throws IOException {
        var arguments = new ArrayList<String>(List.of("-locale", "en", "-encoding", "UTF-8", "-notimestamp", "-quiet"));
        arguments.addAll(List.of("-Xdoclint:all,-missing", "-Werror", "--module-path", libraries()));
        arguments.addAll(List.of("-overview", overview.toString(), "-d", folder.toString()));
        arguments.addAll(List.of("-windowtitle", "IncidentIQ Rollback " + version));
        var modules = new ArrayList<String>();
        for (Path sources : sources(root)) {
            String module = module(sources);
            modules.add(module);
            arguments.addAll(List.of("--module-source-path", module + "=" + sources));
        }
        arguments.addAll(List.of("--module", String.join(",", modules)));

        ToolProvider javadoc = ToolProvider.findFirst("javadoc")
                .orElseThrow(() -> new IllegalStateException("this Java has no javadoc; a whole JDK is needed"));
        if (javadoc.run(System.out, System.err, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("javadoc found fault, see above");
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("iq-"))
                    .map(folder -> folder.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    private static String module(Path sources) throws IOException {
        Path info = sources.resolve("module-info.java");
        Matcher name = MODULE.matcher(Files.readString(info));
        if (!name.find()) {
            throw new IllegalStateException(info + " declares no module");
        }
        return name.group(1);
    }

    /** The class path's jars that aren't ours: ours are read as sources. */
    private static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("iq(-.*)?\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
