package io.incidentiq.distribution;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the Javadoc of all published modules together, as the site of documentation has it below {@code api}. */
final class ApiDocs {
    private static final Path OVERVIEW = Path.of("distribution/src/main/javadoc/overview.html");
    private static final Pattern MODULE = Pattern.compile("^module (\\S+) \\{", Pattern.MULTILINE);

    private ApiDocs() {}

    /** Takes the project's folder, the folder to write to, which is replaced, and the version to show. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        delete(folder);
        write(Path.of(args[0]).toRealPath(), args[2], folder);
    }

    /**
     * Writes it to {@code folder}, with doclint's findings as errors.
     *
     * @throws IllegalStateException if javadoc finds fault with anything
     */
    private static void write(Path root, String version, Path folder) throws IOException {
        var arguments = new ArrayList<String>(List.of("-locale", "en", "-encoding", "UTF-8", "-notimestamp", "-quiet"));
        arguments.addAll(List.of("-Xdoclint:all,-missing", "-Werror", "--module-path", libraries()));
        arguments.addAll(List.of("-overview", root.resolve(OVERVIEW).toString(), "-d", folder.toString()));
        arguments.addAll(List.of("-windowtitle", "IncidentIQ Rollback " + version));
        arguments.addAll(List.of("-header", "<a href=\"{@docRoot}/../index.html\">Guides</a>"));
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

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
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
