package io.incidentiq.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jars of each published module: the classes, the sources, the Javadoc. */
class PublishedJarTest {
    @ParameterizedTest
    @MethodSource("jars")
    void classes_module_areAModuleWithLicenceAndPom(Published module) throws IOException {
        try (JarFile jar = module.jar("")) {
            ModuleDescriptor descriptor;
            try (InputStream info = jar.getInputStream(entry(jar, "module-info.class"))) {
                descriptor = ModuleDescriptor.read(info);
            }
            assertThat(descriptor.name()).startsWith("io.incidentiq.");
            assertThat(descriptor.rawVersion()).hasValue(module.pom().text("version"));
            assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(licence());
            assertThat(text(jar, "META-INF/maven/io.incidentiq/" + module.name() + "/pom.xml"))
                    .isEqualTo(Files.readString(module.folder().resolve(".flattened-pom.xml")));
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void classes_module_holdNoTests(Published module) throws IOException {
        Path tests = module.folder().resolve("target/test-classes");
        try (JarFile jar = module.jar("")) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .filteredOn(name -> !name.endsWith("/") && Files.exists(tests.resolve(name)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void sources_module_areThoseOfItsClasses(Published module) throws IOException {
        Path sources = module.folder().resolve("src/main/java");
        List<String> files = Folders.files(sources).stream()
                .map(file -> sources.relativize(file).toString().replace('\\', '/'))
                .toList();
        try (JarFile jar = module.jar("-sources")) {
            assertThat(jar.stream().map(ZipEntry::getName)).containsAll(files);
            assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(licence());
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void javadoc_module_describesTheModule(Published module) throws IOException {
        String name;
        try (JarFile jar = module.jar("");
                InputStream info = jar.getInputStream(entry(jar, "module-info.class"))) {
            name = ModuleDescriptor.read(info).name();
        }
        try (JarFile jar = module.jar("-javadoc")) {
            assertThat(text(jar, "index.html")).contains(name);
            assertThat(jar.getEntry(name + "/module-summary.html")).isNotNull();
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        try (InputStream in = jar.getInputStream(entry(jar, name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ZipEntry entry(JarFile jar, String name) {
        ZipEntry entry = jar.getEntry(name);
        assertThat(entry).as("%s in %s", name, jar.getName()).isNotNull();
        return entry;
    }

    private static String licence() throws IOException {
        return Files.readString(Published.ROOT.resolve("LICENSE"));
    }

    static List<Published> jars() throws IOException {
        return Published.jars();
    }
}
