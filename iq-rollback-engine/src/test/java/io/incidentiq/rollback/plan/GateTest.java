package io.incidentiq.rollback.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.outcome.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private static final String OVERRIDABLE = "no-migrations";
    private static final String TARGET = "target-identified";

    private static Gate gate(String id, GateStatus status) {
        return Gate.added(id, "An item", status, "evidence");
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
        Gate gate = gate(OVERRIDABLE, before).after(said(OVERRIDABLE, false));

        assertThat(gate.status()).isEqualTo(then);
        assertThat(gate.statement().isPresent()).isEqualTo(noted);
    }

    @Test
    void after_confirmationOfABlockedGate_isRefusedWithTheRightLine() {
        assertThatThrownBy(() -> gate(OVERRIDABLE, GateStatus.BLOCKED).after(said(OVERRIDABLE, false)))
                .isInstanceOf(GateRefusal.class)
                .hasMessageContaining("--override no-migrations=NAME:NOTE");
    }

    @Test
    void after_confirmationOfABlockedTarget_isRefusedForGood() {
        assertThatThrownBy(() -> Gate.forGood(Gate.line(TARGET, ""), "seen").after(said(TARGET, false)))
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
        assertThat(gate(OVERRIDABLE, before).after(said(OVERRIDABLE, true)).status())
                .isEqualTo(then);
    }

    @Test
    void after_overrideOfAnOpenGate_isRefusedWithTheRightLine() {
        assertThatThrownBy(() -> gate(OVERRIDABLE, GateStatus.OPEN).after(said(OVERRIDABLE, true)))
                .isInstanceOf(GateRefusal.class)
                .hasMessageContaining("--confirm no-migrations=NAME");
    }

    @Test
    void after_overrideOfABlockedTarget_isRefused() {
        assertThatThrownBy(() -> Gate.forGood(Gate.line(TARGET, ""), "seen").after(said(TARGET, true)))
                .isInstanceOf(GateRefusal.class)
                .hasMessageContaining("nothing overrides it");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "OPEN, --confirm no-migrations=YOUR-NAME",
        "BLOCKED, --override no-migrations=YOUR-NAME:WHY",
        "PASSED, ''",
        "PENDING, ''",
        "CONFIRMED, ''",
        "OVERRIDDEN, ''"
    })
    void remedy_ofAStatus_isTheOptionThatOpensIt(GateStatus status, String option) {
        assertThat(gate(OVERRIDABLE, status).remedy().orElse("")).isEqualTo(option);
    }

    @Test
    void remedy_ofABlockedTarget_isNone() {
        assertThat(Gate.forGood(Gate.line(TARGET, ""), "seen").remedy()).isEmpty();
    }

    @Test
    void reason_ofAGate_isItsId() {
        assertThat(gate(OVERRIDABLE, GateStatus.OPEN).reason()).isEqualTo(Reason.NO_MIGRATIONS);
    }

    @Test
    void after_overrideOfAPassedGate_isNoted() {
        Gate gate = gate(OVERRIDABLE, GateStatus.PASSED).after(said(OVERRIDABLE, true));

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
        assertThat(gate(OVERRIDABLE, status).takes(said(OVERRIDABLE, override))).isEqualTo(taken);
    }

    @Test
    void takes_overrideOfABlockedTarget_isFalse() {
        assertThat(Gate.forGood(Gate.line(TARGET, ""), "seen").takes(said(TARGET, true)))
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
        Gate unsent = gate("team-notified", GateStatus.PENDING).unsent();

        assertThat(unsent.status()).isEqualTo(GateStatus.PENDING);
        assertThat(unsent.evidence()).isEqualTo("not sent: nothing was changed");
    }

    @Test
    void unsent_anyOtherGate_staysAsItIs() {
        Gate passed = gate(OVERRIDABLE, GateStatus.PASSED);

        assertThat(passed.unsent()).isSameAs(passed);
    }

    @Test
    void worsened_moreInTheWay_isTheGateAsItIsNow() {
        Gate worse = gate(OVERRIDABLE, GateStatus.BLOCKED);

        assertThat(gate(OVERRIDABLE, GateStatus.OPEN).worsened(item -> worse)).contains(worse);
        assertThat(worse.worsened(item -> gate(OVERRIDABLE, GateStatus.OPEN))).isEmpty();
    }

    @Test
    void toString_ofAGate_isIdStatusAndEvidence() {
        assertThat(Gate.of(Gate.line(TARGET, "A target"), GateStatus.OPEN, "payments:41, weak"))
                .hasToString("target-identified OPEN payments:41, weak")
                .satisfies(g -> assertThat(g.text()).isEqualTo("A target"));
    }
}
