package io.incidentiq.examples.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files for the platforms are well-formed, call the one script, keep its report, and let nothing run beside it. */
class PlatformFilesTest {
    private static final String SCRIPT = "iq/examples/pipelines/deploy-or-roll-back.sh aws ecs update-service"
            + " --cluster production --service \"$SERVICE\" --task-definition \"$TASK_DEFINITION\"";

    @TempDir
    private Path folder;

    private static Map<?, ?> yaml(String file) throws IOException {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return (Map<?, ?>) new Yaml(new SafeConstructor(options)).load(Files.readString(Path.of(file)));
    }

    /** Returns what stands below {@code keys}; a number is a place in a list. */
    private static Object at(Object node, Object... keys) {
        Object found = node;
        for (Object key : keys) {
            Object next = found instanceof List<?> list ? list.get((Integer) key) : ((Map<?, ?>) found).get(key);
            if (next == null) {
                throw new AssertionError("expected '%s' in %s".formatted(key, found));
            }
            found = next;
        }
        return found;
    }

    private static List<String> texts(Object list) {
        return ((Collection<?>) list).stream().map(Object::toString).toList();
    }

    /** The last line is the one that deploys. */
    private void checkShell(String shell, List<String> commands) throws IOException {
        assertThat(commands).as("the one script is called").contains(SCRIPT);
        Program.require("shellcheck");
        Path file = Files.writeString(folder.resolve("commands"), String.join("\n", commands) + "\n");
        // what the platform sets, and what is set for a command that this can't see
        Program program = Program.run(
                Map.of(), List.of("shellcheck", "--shell=" + shell, "--exclude=SC2154,SC2155", file.toString()));
        assertThat(program.exit()).as(program.output()).isZero();
    }

    @Test
    void gitHubActions_job_deploysAloneAndKeepsTheReport() throws IOException {
        Map<?, ?> workflow = yaml("github-actions.yml");
        Object job = at(workflow, "jobs", "deploy");
        List<?> steps = (List<?>) at(job, "steps");
        var runs = new ArrayList<String>();
        for (Object step : steps) {
            Map<?, ?> keys = (Map<?, ?>) step;
            assertThat(keys.containsKey("uses") ^ keys.containsKey("run"))
                    .as("a step uses or runs: %s", keys)
                    .isTrue();
            if (keys.get("run") instanceof String run) {
                runs.add(run);
            }
        }

        assertThat(at(workflow, "concurrency", "cancel-in-progress")).isEqualTo(false);
        assertThat(at(job, "timeout-minutes")).isEqualTo(75);
        assertThat(steps).anySatisfy(step -> {
            assertThat(at(step, "uses")).asString().startsWith("actions/upload-artifact@");
            assertThat(at(step, "if")).isEqualTo("always()");
        });
        assertThat(runs)
                .as("what comes from outside is a variable, never text of a script")
                .noneMatch(r -> r.contains("${{"));
        checkShell("bash", runs);
    }

    @Test
    void gitLab_job_deploysAloneAndKeepsTheReport() throws IOException {
        Object job = at(yaml("gitlab-ci.yml"), "deploy");
        var commands = new ArrayList<>(texts(at(job, "before_script")));
        commands.addAll(texts(at(job, "script")));

        assertThat(at(job, "resource_group")).isEqualTo("api-gateway");
        assertThat(at(job, "interruptible")).isEqualTo(false);
        assertThat(at(job, "artifacts", "when")).isEqualTo("always");
        assertThat(at(job, "artifacts", "reports", "junit")).isEqualTo("deployment/result.xml");
        checkShell("bash", commands);
    }

    @Test
    void codeBuild_phases_deployAndKeepTheReport() throws IOException {
        Map<?, ?> spec = yaml("buildspec.yml");
        var commands = new ArrayList<String>();
        for (String phase : List.of("pre_build", "build", "post_build")) {
            commands.addAll(texts(at(spec, "phases", phase, "commands")));
        }

        assertThat(spec.get("version")).isEqualTo(0.2);
        assertThat(Set.of("version", "env", "phases", "reports", "artifacts"))
                .as("the keys of a buildspec")
                .isEqualTo(new HashSet<Object>(spec.keySet()));
        assertThat(at(spec, "reports", "deployment", "file-format")).isEqualTo("JUNITXML");
        assertThat(texts(at(spec, "artifacts", "files"))).containsExactly("deployment/**/*");
        checkShell("bash", commands);
    }

    @Test
    void jenkins_pipeline_deploysAloneAndKeepsTheReport() throws IOException {
        List<String> calls = new ArrayList<>();
        List<String> strings = new ArrayList<>();
        for (ASTNode node : groovy("Jenkinsfile")) {
            node.visit(new CodeVisitorSupport() {
                @Override
                public void visitMethodCallExpression(MethodCallExpression call) {
                    calls.add(call.getMethodAsString());
                    super.visitMethodCallExpression(call);
                }

                @Override
                public void visitConstantExpression(ConstantExpression constant) {
                    strings.add(String.valueOf(constant.getValue()));
                }
            });
        }

        assertThat(calls)
                .containsSubsequence("pipeline", "agent", "options", "environment", "stages", "stage", "steps", "post")
                .contains("disableConcurrentBuilds", "timeout", "always", "archiveArtifacts", "junit", "unstable");
        String script = strings.stream()
                .filter(text -> text.contains("deploy-or-roll-back"))
                .findFirst()
                .orElseThrow();
        checkShell(
                "sh",
                List.of(script.strip()
                        .replace("IQ_OPTIONS=\"--notify-webhook $WEBHOOK\" ", "")
                        .replaceAll("\\\\\n *", "")));
    }

    private static List<? extends ASTNode> groovy(String file) {
        var unit = new CompilationUnit();
        unit.addSource(Path.of(file).toFile());
        unit.compile(Phases.CONVERSION);
        return unit.getAST().getModules().stream()
                .map(module -> module.getStatementBlock())
                .toList();
    }
}
