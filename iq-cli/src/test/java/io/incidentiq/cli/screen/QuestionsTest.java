package io.incidentiq.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.cli.command.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionsTest {
    private static final String QUESTION = "confirm no-migrations as duty? [y/N] ";

    private static Shell rollback(TerminalEnvironment where, String typed, String... more) {
        String[] args = {"rollback", Shell.RB_0007, "--service=payments-service", "--requested-by=duty", "--speed=max"};
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        return Shell.run(where, typed, all.toArray(new String[0]));
    }

    @Test
    void rollback_openGateConfirmedAtTheTerminal_goesOnInTheirName() {
        Shell shell = rollback(Shell.PERSON, "y\nread the diff\n", "--scenario=bad-deploy");

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(shell.err()).contains(QUESTION).contains("risk HIGH");
        assertThat(shell.out()).contains("stated by duty").contains("read the diff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "n\n", "no\n", "duty\n", "yep\n"})
    void rollback_anythingButYes_refusesWithTheLineToType(String typed) {
        Shell shell = rollback(Shell.PERSON, typed, "--scenario=bad-deploy");

        assertThat(shell.exit()).isEqualTo(3);
        assertThat(shell.err()).contains(QUESTION).doesNotContain("note for the report");
        assertThat(shell.out()).contains("./iq rollback ").contains("--confirm no-migrations=YOUR-NAME");
    }

    @Test
    void rollback_inAPipe_asksNothing() {
        Shell shell = rollback(TerminalEnvironment.NOBODY, "y\n\n", "--scenario=bad-deploy");

        assertThat(shell.exit()).isEqualTo(3);
        assertThat(shell.err()).doesNotContain("confirm no-migrations");
    }

    @Test
    void rollback_yes_asksNothingAndConfirmsNothing() {
        Shell shell = rollback(Shell.PERSON, "y\n\n", "--scenario=bad-deploy", "--yes");

        assertThat(shell.exit()).isEqualTo(3);
        assertThat(shell.err()).doesNotContain("confirm no-migrations");
    }

    @Test
    void rollback_json_asksNothing() {
        Shell shell = rollback(Shell.PERSON, "y\n\n", "--scenario=bad-deploy", "--output=json");

        assertThat(shell.exit()).isEqualTo(3);
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void rollback_blockedGate_isOnlyPrintedWithItsOverride() {
        Shell shell = rollback(Shell.PERSON, "y\n\n", "--scenario=migration-found");

        assertThat(shell.exit()).isEqualTo(3);
        assertThat(shell.err()).doesNotContain("[y/N]");
        assertThat(shell.out()).contains("--override no-migrations=YOUR-NAME:WHY");
    }

    @Test
    void rollback_nothingOpen_asksNothing() {
        Shell shell = Shell.run(
                Shell.PERSON,
                "",
                "rollback",
                Shell.RB_0007,
                "--service=api-gateway",
                "--scenario=bad-deploy",
                "--speed=max");

        assertThat(shell.exit()).isZero();
        assertThat(shell.err()).doesNotContain("[y/N]");
    }

    @Test
    void rollback_secondOfTwoDeclined_refusesWithTheLineForBoth(@TempDir Path dir) throws IOException {
        String item = "- [ ] Confirm no database migrations";
        String text = Files.readString(Path.of(Shell.RB_0007));
        Path two = Files.writeString(dir.resolve("two.md"), text.replace(item, "- [ ] Ask the duty manager\n" + item));

        Shell shell = Shell.run(
                Shell.PERSON,
                "y\n\nn\n",
                "rollback",
                two.toString(),
                "--service=payments-service",
                "--scenario=bad-deploy");

        assertThat(shell.exit()).as(shell.err()).isEqualTo(3);
        assertThat(shell.err()).containsSubsequence("[y/N]", "note for the report", "[y/N]");
        assertThat(shell.out())
                .contains("--confirm confirm-ask-the-duty-manager=YOUR-NAME --confirm no-migrations=YOUR-NAME");
    }

    private static Shell untold(TerminalEnvironment where, String typed, String... more) {
        String[] args = {
            "rollback",
            Shell.RB_0007,
            "--service=api-gateway",
            "--scenario=bad-deploy",
            "--requested-by=duty",
            "--speed=max",
            "--notify-webhook=http://127.0.0.1:1/hooks/x"
        };
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        return Shell.run(where, typed, all.toArray(new String[0]));
    }

    @Test
    void rollback_startMessageThatFails_goesOnWhenThePersonHasToldTheTeam() {
        Shell shell = untold(Shell.PERSON, "y\nby phone\n");

        assertThat(shell.err()).contains("the start message could not be sent: ", "have you told the team? [y/N]");
        assertThat(shell.exit()).as(shell.out() + shell.err()).isZero();
        assertThat(shell.out()).contains("✔ team-notified         stated by duty, \"by phone\"");
    }

    @Test
    void rollback_startMessageThatFails_isRefusedWithoutThePersonsWord() {
        Shell shell = untold(Shell.PERSON, "n\n");

        assertThat(shell.exit()).isEqualTo(3);
        assertThat(shell.out()).contains("REFUSED (team-notified)", "Nothing was changed.");
        assertThat(untold(TerminalEnvironment.NOBODY, "y\n").exit()).isEqualTo(3);
    }

    @Test
    void rollback_startMessageThatFails_isAWarningAtBestEffort() {
        Shell shell = untold(TerminalEnvironment.NOBODY, "", "--notify=best-effort");

        assertThat(shell.exit()).as(shell.out()).isZero();
        assertThat(shell.out())
                .contains("– team-notified")
                .contains("warning: the start message could not be sent: ")
                .doesNotContain("✔ team-notified");
    }

    @Test
    void rollback_noteThatIsAPlaceholder_isNone() {
        Shell shell = rollback(Shell.PERSON, "y\nNOTE\n", "--scenario=bad-deploy");

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(shell.out()).contains("stated by duty: ");
    }
}
