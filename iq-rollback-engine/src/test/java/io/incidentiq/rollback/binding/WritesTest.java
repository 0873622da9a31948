package io.incidentiq.rollback.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.procedure.Deviation;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.Sourced;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which update-service is the rollback's write. */
class WritesTest {
    private static final String HEAD = "---\nrunbook_id: RB-1\n---\n# Emergency Rollback\n\n- [ ] Look\n\n";

    private static String write(String cluster, String service) {
        return "```bash\naws ecs update-service --cluster %s --service %s --task-definition x:$R\n```\n"
                .formatted(cluster, service);
    }

    private static final String GOOD = write("production", "<service>");
    private static final String BAD = write("wrong", "<service>");

    private static String cluster(Binding binding) {
        return binding.orElseThrow().cluster().map(Sourced::value).orElse("none");
    }

    private static Binding bind(String text) {
        return Books.bind(HEAD + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> Never do this:\n> BAD\n\n## Rollback Steps\nGOOD",
                "> Do not force it by hand.\n>\n> BAD\n\n## Rollback Steps\nGOOD",
                "## Rollback Steps (deprecated)\nBAD\n## Rollback Steps\nGOOD",
                "## Old procedure - do not use any more\n### 1. Go\nBAD\n## Rollback Steps\nGOOD",
                "## Rollback\nDo not use these steps any more.\n### 1. Go\nBAD\n## Rollback Steps\nGOOD",
                "## Rollback by hand\nThis section is obsolete.\n\nBAD\n## Rollback Steps\nGOOD",
                "## Rollback Steps\nDon’t do it like this:\nBAD\nInstead:\nGOOD",
                "## Rollback Steps\nNever run this command, it redeploys the outage:\nBAD\n\nGOOD",
                "## Rollback Steps\nBAD\nNever do this!\n\nGOOD",
                "## Rollback Steps\nBAD\nThe above is wrong, don't run it.\n\nGOOD",
                "## Rollback Steps\nBAD\nDo not use the command above any more.\n\nGOOD",
                "## Rollback Steps\nBAD\n\nSome text.\n\nThe previous command is obsolete. Do this:\n\nGOOD",
                "## Rollback Steps\nGOOD\nText.\n## Old\nBAD\nThe steps above are no longer valid.\n",
                "<details><summary>Old steps (deprecated)</summary>\n\nBAD\n\n</details>\n\n## Rollback Steps\nGOOD",
                "## Rollback Steps\n- Wrong way:\n\n  BAD2\n- Right:\n\n  GOOD2\n",
                "## Veraltet\nBAD\n## Rollback Steps\nGOOD",
                "## Rollback (nicht mehr verwenden)\nBAD\n## Rollback Steps\nGOOD",
                "## Deploy a new version\nBAD\n## Rollback Steps\nGOOD",
                "## Release\nBAD\n## How to revert\nGOOD",
                "## Release\nBAD\n## Rolling back\nGOOD",
                "> BAD\n\n## Rollback Steps\nGOOD"
            })
    void bound_whatTheTextMeans_isTaken(String text) {
        String filled = text.replace("> BAD", "> " + BAD.strip().replace("\n", "\n> ") + "\n")
                .replace("BAD2", BAD.strip().replace("\n", "\n  "))
                .replace("GOOD2", GOOD.strip().replace("\n", "\n  "))
                .replace("BAD", BAD)
                .replace("GOOD", GOOD);

        assertThat(cluster(bind(filled))).isEqualTo("production");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Do not run this before the checklist is done.",
                "Never roll back while a settlement is running.",
                "If the service is stateful, do not run this.",
                "Do not use this for stateful services.",
                "The old tasks are no longer there afterwards.",
                "Never skip the checklist. Then run:"
            })
    void bound_adviceOnWhen_discouragesNothing(String advice) {
        assertThat(cluster(bind("## Rollback Steps\n" + advice + "\n\n" + GOOD)))
                .isEqualTo("production");
        assertThat(cluster(bind("Rollback of the legacy billing.\n\n## Rollback Steps\n" + advice + "\n" + GOOD)))
                .isEqualTo("production");
    }

    @Test
    void bound_onlyOneThatIsWarnedOf_isNoneAndSaysWhere() {
        Binding binding = bind("## Rollback Steps\nDo not use these steps any more.\n" + GOOD);

        assertThat(binding.procedure()).isEmpty();
        assertThat(binding.diagnostics())
                .anyMatch(d -> d.rule().equals("rollback-command-missing")
                        && d.message().contains("line 11"))
                .anyMatch(d ->
                        d.rule().equals("command-warned-off") && d.message().contains("line 9 says"));
    }

    @Test
    void bound_onlyOneInAnotherLanguage_isNotCalledAbsent() {
        Binding binding = bind("## Rollback Steps\n" + GOOD.replace("```bash", "```fish"));

        assertThat(binding.procedure()).isEmpty();
        assertThat(binding.diagnostics())
                .anyMatch(
                        d -> d.message()
                                .equals(
                                        "'aws ecs update-service' in line 9 is not read: it stands in a block of 'fish'; write it in a block of bash"))
                .noneMatch(d -> d.message().contains("no 'aws ecs update-service' command was found"));
    }

    @Test
    void bound_inputFromAFile_isNotCalledARestart() {
        Binding binding =
                bind("## Rollback Steps\n```bash\naws ecs update-service --cli-input-json file://x.json\n```\n");

        assertThat(binding.procedure()).isEmpty();
        assertThat(binding.diagnostics())
                .anyMatch(d -> d.rule().equals("task-definition-missing")
                        && d.message().contains("takes --cli-input-json, which is not read"))
                .noneMatch(d -> d.message().contains("restarts or resizes"));
    }

    @Test
    void bound_workerStoppedFirst_isTheOneWithATaskDefinition() {
        Binding binding = bind("## Rollback Steps\n### 1. Stop the batch worker first\n```bash\n"
                + "aws ecs update-service --cluster batch --service batch-worker --desired-count 0\n```\n### 2. Roll back\n"
                + GOOD);

        assertThat(cluster(binding)).isEqualTo("production");
        assertThat(binding.orElseThrow().namedServices()).isEmpty();
        assertThat(binding.orElseThrow().deviations())
                .anyMatch(d -> d.text().equals("aws ecs update-service --service batch-worker --desired-count 0")
                        && d.instead().equals("not run"));
    }

    @ParameterizedTest
    @CsvSource({
        "production, production, true",
        "staging, staging, true",
        "qa, none, false",
    })
    void bound_twoClusters_needTheRequestsOne(String wanted, String expected, boolean bound) {
        Binding binding =
                bind("## Rollback Steps\n### Staging\n" + write("staging", "<service>") + "### Production\n" + GOOD);

        assertThat(binding.procedure()).isEmpty();
        assertThat(binding.alternatives().stream().map(Alternative::toString))
                .containsExactly("line 11 (cluster staging, any service)", "line 15 (cluster production, any service)");
        assertThatThrownBy(binding::orElseThrow)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining(
                        "2 ways to roll back: line 11 (cluster staging, any service), line 15 (cluster production");
        Binding selected = binding.select(Selection.any().withCluster(wanted));
        assertThat(selected.procedure().isPresent()).isEqualTo(bound);
        if (bound) {
            assertThat(cluster(selected)).isEqualTo(expected);
            assertThat(selected.orElseThrow().warnings()).noneMatch(w -> w.contains("--cluster"));
        }
    }

    @Test
    void bound_sectionsOfTheirOwnSteps_haveTheirOwnChecks() {
        String text = "## Staging\n### Rollback steps\n#### 1. Go\n" + write("staging", "<service>")
                + "#### 2. Look\n```bash\ncurl -f https://staging.example.com/<service>/health\n```\n"
                + "## Production\n### Rollback steps\n#### 1. Go\n" + GOOD
                + "#### 2. Look\n```bash\ncurl -f https://www.example.com/<service>/health\n```\n";

        RollbackProcedure procedure =
                bind(text).select(Selection.any().withCluster("production")).orElseThrow();

        assertThat(procedure.checks().healthUrl()).asString().startsWith("https://www.example.com/");
    }

    @Test
    void bound_severalServices_needTheRequestsOne() {
        Binding binding = bind("## Rollback Steps\n### payments\n" + write("production", "payments") + "### auth\n"
                + write("production", "auth"));

        assertThat(binding.procedure()).isEmpty();
        assertThat(binding.select(Selection.any().withService("auth"))
                        .orElseThrow()
                        .namedServices())
                .singleElement()
                .hasToString("NamedService[what=WRITE, name=auth, source=RB-1:15]");
        assertThat(binding.select(Selection.any().withService("search")).procedure())
                .isEmpty();
    }

    @Test
    void bound_literalAndOpenService_areToldApartByTheRequest() {
        Binding binding = bind("## Rollback Steps\n" + GOOD + write("production", "payments-worker"));

        assertThat(binding.procedure()).isEmpty();
        assertThat(binding.select(Selection.any().withService("payments"))
                        .orElseThrow()
                        .namedServices())
                .isEmpty();
        assertThat(binding.select(Selection.any().withService("payments-worker"))
                        .orElseThrow()
                        .namedServices())
                .hasSize(1);
    }

    @Test
    void bound_twoRegions_needTheRequestsOne() {
        String west = GOOD.replace("--cluster", "--region us-west-2 --cluster");
        String east = GOOD.replace("--cluster", "--region us-east-1 --cluster");
        Binding binding = bind("## Rollback Steps\n" + west + east);

        assertThat(binding.procedure()).isEmpty();
        assertThat(binding.select(Selection.any().withRegion("us-east-1"))
                        .orElseThrow()
                        .region()
                        .map(Sourced::value))
                .contains("us-east-1");
    }

    @Test
    void bound_sameWriteTwice_isOne() {
        assertThat(cluster(bind("## Rollback Steps\n" + GOOD + "\nAgain:\n" + GOOD)))
                .isEqualTo("production");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--force-new-deployment", "--desired-count 0", ""})
    void bound_withoutTaskDefinition_isNoRollbackAndSaysWhatIsMissing(String options) {
        Binding binding =
                bind("## Rollback Steps\n```bash\naws ecs update-service --cluster production --service <service> "
                        + options + "\n```\n");

        assertThat(binding.procedure()).isEmpty();
        assertThat(binding.diagnostics())
                .anyMatch(d -> d.rule().equals("task-definition-missing")
                        && d.range().line() == 10
                        && d.message().contains("line 10 names no --task-definition"));
    }

    @Test
    void bound_restartInTheStepsAndADeploymentElsewhere_isNoRollback() {
        Binding binding = bind("## Rollback Steps\n```bash\naws ecs update-service --cluster c --service <service>"
                + " --force-new-deployment\n```\n## Deploy\n" + GOOD);

        assertThat(binding.procedure()).isEmpty();
        assertThat(binding.diagnostics())
                .anyMatch(d ->
                        d.rule().equals("task-definition-missing") && d.range().line() == 10);
    }

    @Test
    void bound_inALoop_isNotReadAndSaysWhere() {
        Binding binding =
                bind("## Rollback Steps\n```bash\nif true; then\n  aws ecs update-service --cluster c --service s"
                        + " --task-definition x\nfi\n```\n");

        assertThat(binding.diagnostics())
                .anyMatch(d -> d.message().startsWith("'aws ecs update-service' in line 10 is not read"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --desired-count 3                                                   | --desired-count 3
            --desired-count=3                                                   | --desired-count 3
            --capacity-provider-strategy capacityProvider=FARGATE_SPOT,weight=1 | --capacity-provider-strategy capacityProvider=FARGATE_SPOT,weight=1
            --platform-version LATEST                                           | --platform-version LATEST
            --network-configuration awsvpcConfiguration={}                      | --network-configuration awsvpcConfiguration={}
            --enable-execute-command                                            | --enable-execute-command
            --health-check-grace-period-seconds 60                              | --health-check-grace-period-seconds 60
            --cli-input-json file://x.json                                      | --cli-input-json file://x.json
            """)
    void deviations_whatTheWriteSetsBeside_isLeftAloneAndListed(String option, String text) {
        RollbackProcedure procedure = Books.changed("--service <service>", "--service <service> " + option)
                .orElseThrow();

        assertThat(procedure.deviations())
                .contains(
                        new Deviation(13, text, text + " left alone", "a rollback changes the task definition alone"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--region eu-west-1",
                "--profile prod",
                "--output json",
                "--query service.status",
                "--no-cli-pager",
                "--no-force-new-deployment"
            })
    void deviations_whatChangesNothing_isNotListed(String option) {
        RollbackProcedure procedure = Books.changed("--service <service>", "--service <service> " + option)
                .orElseThrow();

        assertThat(procedure.deviations()).isEmpty();
    }
}
