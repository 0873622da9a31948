package io.incidentiq.rollback.internal.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateRefusal;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Remedy;
import io.incidentiq.rollback.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTransitionsTest {
    private static final String OVERRIDABLE = "no-migrations";
    private static final String TARGET = "target-identified";

    private static Gate gate(String id, GateStatus status) {
        return GateTransitions.added(id, "An item", status, "evidence");
    }

    private static Statement said(String id, boolean override) {
        return new Statement(id, "kim", "checked by hand", override);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "PASSED, PASSED, true",
        "PENDING, PENDING, true",
        "OPEN, CONFIRMED, true",
        "CONFIRMED, CONFIRMED, false",
        "OVERRIDDEN, OVERRIDDEN, false"
    })
    void after_confirmation_followsFromTheStatus(GateStatus before, GateStatus then, boolean noted) {
        Gate gate = GateTransitions.after(gate(OVERRIDABLE, before), said(OVERRIDABLE, false));

        assertThat(gate.status()).isEqualTo(then);
        assertThat(gate.statement().isPresent()).isEqualTo(noted);
    }

    @Test
    void after_confirmationOfABlockedGate_isRefusedWithWhatIsTakenInstead() {
        assertThatThrownBy(() -> GateTransitions.after(gate(OVERRIDABLE, GateStatus.BLOCKED), said(OVERRIDABLE, false)))
                .isInstanceOf(GateRefusal.class)
                .hasMessage("no-migrations is BLOCKED (evidence): it is overridden, not confirmed")
                .extracting(e -> ((GateRefusal) e).instead())
                .isEqualTo(Optional.of(new Remedy(OVERRIDABLE, Remedy.Kind.OVERRIDE)));
    }

    @Test
    void after_confirmationOfABlockedTarget_isRefusedForGood() {
        assertThatThrownBy(() -> GateTransitions.after(
                        GateTransitions.forGood(GateTransitions.line(TARGET, ""), "seen"), said(TARGET, false)))
                .isInstanceOf(GateRefusal.class)
                .hasMessageContaining("nothing overrides it");
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "PASSED, PASSED",
        "PENDING, PENDING",
        "BLOCKED, OVERRIDDEN",
        "CONFIRMED, CONFIRMED",
        "OVERRIDDEN, OVERRIDDEN"
    })
    void after_override_followsFromTheStatus(GateStatus before, GateStatus then) {
        assertThat(GateTransitions.after(gate(OVERRIDABLE, before), said(OVERRIDABLE, true))
                        .status())
                .isEqualTo(then);
    }

    @Test
    void after_overrideOfAnOpenGate_isRefusedWithWhatIsTakenInstead() {
        assertThatThrownBy(() -> GateTransitions.after(gate(OVERRIDABLE, GateStatus.OPEN), said(OVERRIDABLE, true)))
                .isInstanceOf(GateRefusal.class)
                .hasMessage("no-migrations is OPEN, not BLOCKED: it is confirmed, not overridden")
                .extracting(e -> ((GateRefusal) e).instead())
                .isEqualTo(Optional.of(new Remedy(OVERRIDABLE, Remedy.Kind.CONFIRM)));
    }

    @Test
    void after_overrideOfABlockedTarget_isRefused() {
        assertThatThrownBy(() -> GateTransitions.after(
                        GateTransitions.forGood(GateTransitions.line(TARGET, ""), "seen"), said(TARGET, true)))
                .isInstanceOf(GateRefusal.class)
                .hasMessageContaining("nothing overrides it");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"OPEN, CONFIRM", "BLOCKED, OVERRIDE", "PASSED,", "PENDING,", "CONFIRMED,", "OVERRIDDEN,"})
    void remedy_ofAStatus_isWhatOpensIt(GateStatus status, Remedy.@Nullable Kind kind) {
        assertThat(gate(OVERRIDABLE, status).remedy().map(Remedy::kind)).isEqualTo(Optional.ofNullable(kind));
    }

    @Test
    void remedy_ofABlockedTarget_isNone() {
        assertThat(GateTransitions.forGood(GateTransitions.line(TARGET, ""), "seen")
                        .remedy())
                .isEmpty();
    }

    @Test
    void reason_ofAGate_isItsId() {
        assertThat(gate(OVERRIDABLE, GateStatus.OPEN).reason()).isEqualTo(Reason.NO_MIGRATIONS);
    }

    @Test
    void after_overrideOfAPassedGate_isNoted() {
        Gate gate = GateTransitions.after(gate(OVERRIDABLE, GateStatus.PASSED), said(OVERRIDABLE, true));

        assertThat(gate.statement()).contains(said(OVERRIDABLE, true));
    }

    @ParameterizedTest(name = "{0}, override {1}: {2}")
    @CsvSource({
        "OPEN, false, true",
        "OPEN, true, false",
        "BLOCKED, false, false",
        "BLOCKED, true, true",
        "PASSED, false, true",
        "PENDING, false, true"
    })
    void takes_aStatement_whereItWouldNotBeRefused(GateStatus status, boolean override, boolean taken) {
        assertThat(GateTransitions.takes(gate(OVERRIDABLE, status), said(OVERRIDABLE, override)))
                .isEqualTo(taken);
    }

    @Test
    void takes_overrideOfABlockedTarget_isFalse() {
        assertThat(GateTransitions.takes(
                        GateTransitions.forGood(GateTransitions.line(TARGET, ""), "seen"), said(TARGET, true)))
                .isFalse();
    }

    @Test
    void reason_ofAnUnrecognisedItem_saysSo() {
        assertThat(gate("confirm-ask-the-pope", GateStatus.OPEN).reason()).isEqualTo(Reason.UNRECOGNISED_ITEM);
    }

    @Test
    void statement_withoutAName_isNotTaken() {
        assertThatThrownBy(() -> new Statement(OVERRIDABLE, " ", "", false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void statement_overrideWithoutANote_isNotTaken() {
        assertThatThrownBy(() -> new Statement(OVERRIDABLE, "kim", "", true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unsent_pendingMessage_saysThatItWasNotSent() {
        Gate unsent = GateTransitions.unsent(gate("team-notified", GateStatus.PENDING));

        assertThat(unsent.status()).isEqualTo(GateStatus.PENDING);
        assertThat(unsent.evidence()).isEqualTo("not sent: nothing was changed");
    }

    @Test
    void unsent_anyOtherGate_staysAsItIs() {
        Gate passed = gate(OVERRIDABLE, GateStatus.PASSED);

        assertThat(GateTransitions.unsent(passed)).isSameAs(passed);
    }

    @Test
    void worsened_moreInTheWay_isTheGateAsItIsNow() {
        Gate worse = gate(OVERRIDABLE, GateStatus.BLOCKED);

        assertThat(GateTransitions.worsened(gate(OVERRIDABLE, GateStatus.OPEN), item -> worse))
                .contains(worse);
        assertThat(GateTransitions.worsened(worse, item -> gate(OVERRIDABLE, GateStatus.OPEN)))
                .isEmpty();
    }

    @Test
    void toString_ofAGate_isIdStatusAndEvidence() {
        assertThat(GateTransitions.gate(GateTransitions.line(TARGET, "A target"), GateStatus.OPEN, "payments:41, weak"))
                .hasToString("target-identified OPEN payments:41, weak")
                .satisfies(g -> assertThat(g.text()).isEqualTo("A target"));
    }
}
