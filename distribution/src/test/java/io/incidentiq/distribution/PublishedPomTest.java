package io.incidentiq.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each POM that is published: whole, alone, and with no dependency beyond those listed here. */
class PublishedPomTest {
    private static final String LISTED = """
            iq-bom
            iq-runbook-model
              org.commonmark:commonmark:compile
              org.commonmark:commonmark-ext-gfm-tables:compile
              org.yaml:snakeyaml:compile
            iq-rollback-engine
              io.incidentiq:iq-runbook-model:compile
              org.slf4j:slf4j-api:compile
              com.fasterxml.jackson.core:jackson-core:compile
            iq-rollback-testkit
              io.incidentiq:iq-rollback-engine:compile
              org.junit.jupiter:junit-jupiter:compile
              org.assertj:assertj-core:compile
            iq-simulator
              io.incidentiq:iq-rollback-engine:compile
              com.fasterxml.jackson.core:jackson-core:compile
            iq-aws
              io.incidentiq:iq-rollback-engine:compile
              com.fasterxml.jackson.core:jackson-core:compile
              org.slf4j:slf4j-api:compile
              software.amazon.awssdk:ecs:compile
              software.amazon.awssdk:cloudwatch:compile
            iq-cli
              io.incidentiq:iq-runbook-model:compile
              io.incidentiq:iq-rollback-engine:compile
              io.incidentiq:iq-simulator:compile
              io.incidentiq:iq-aws:compile
              software.amazon.awssdk:url-connection-client:compile
              software.amazon.awssdk:sts:runtime
              software.amazon.awssdk:sso:runtime
              software.amazon.awssdk:ssooidc:runtime
              software.amazon.awssdk:signin:runtime
              com.fasterxml.jackson.core:jackson-core:compile
              info.picocli:picocli:compile
              org.slf4j:slf4j-nop:runtime
            """;

    @ParameterizedTest
    @MethodSource("published")
    void pom_module_bringsWhatIsListed(Published module) {
        List<String> dependencies = module.pom().dependencies("dependencies/dependency");

        assertThat(dependencies).containsExactlyInAnyOrderElementsOf(listed().get(module.name()));
    }

    @ParameterizedTest
    @MethodSource("published")
    void pom_module_standsAlone(Published module) {
        assertThat(module.pom().elements())
                .containsOnlyOnce("modelVersion", "groupId", "artifactId", "version", "name", "description", "url")
                .doesNotContain("parent", "build", "properties", "profiles", "repositories", "pluginRepositories")
                .contains(module.hasJar() ? "groupId" : "dependencyManagement")
                .doesNotContain(module.hasJar() ? "dependencyManagement" : "dependencies");
    }

    @ParameterizedTest
    @MethodSource("published")
    void pom_module_saysWhatCentralAsksFor(Published module) {
        Pom pom = module.pom();
        Pom root = Pom.read(Published.ROOT.resolve("pom.xml"));

        assertThat(pom.text("groupId")).isEqualTo("io.incidentiq");
        assertThat(pom.text("artifactId")).isEqualTo(module.name());
        assertThat(pom.text("version")).isEqualTo(root.text("version"));
        assertThat(pom.text("name")).startsWith("IncidentIQ ");
        assertThat(pom.text("description")).endsWith(".");
        assertThat(pom.text("scm/tag")).isEqualTo(root.text("scm/tag").replace("HEAD", "")); // HEAD goes without saying
        for (String path : List.of(
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/id",
                "developers/developer/name",
                "developers/developer/organization",
                "developers/developer/organizationUrl",
                "scm/connection",
                "scm/developerConnection",
                "scm/url",
                "issueManagement/system",
                "issueManagement/url")) {
            assertThat(pom.text(path)).as(path).isNotEmpty().isEqualTo(root.text(path));
        }
    }

    @Test
    void bom_folders_managesEachPublishedJarAndNobodyElses() throws IOException {
        Pom bom = new Published(Published.ROOT.resolve("iq-bom")).pom();
        List<String> jars = Published.jars().stream()
                .map(module -> "io.incidentiq:" + module.name() + ":")
                .toList();

        assertThat(bom.dependencies("dependencyManagement/dependencies/dependency"))
                .containsExactlyInAnyOrderElementsOf(jars);
        assertThat(bom.text("dependencyManagement/dependencies/dependency[not(version='" + bom.text("version") + "')]"))
                .isEmpty();
    }

    private static Map<String, List<String>> listed() {
        var listed = new TreeMap<String, List<String>>();
        List<String> current = new ArrayList<>();
        for (String line : LISTED.lines().toList()) {
            if (line.startsWith(" ")) {
                current.add(line.strip());
            } else {
                current = new ArrayList<>();
                if (!line.equals("iq-bom")) {
                    current.add("org.jspecify:jspecify:compile"); // annotations, for everyone
                }
                listed.put(line, current);
            }
        }
        return listed;
    }

    static List<Published> published() throws IOException {
        return Published.all();
    }
}
