package io.incidentiq.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionKindTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
        When to Use This Runbook, TRIGGERS
        2. WHEN TO ROLL BACK?, TRIGGERS
        Triggers, TRIGGERS
        Pre-Rollback Checklist, CHECKLIST
        Checklist, CHECKLIST
        Before rolling back, CHECKLIST
        Prerequisites, CHECKLIST
        Rollback Steps, STEPS
        Step 3: Roll-back procedure, STEPS
        Steps, STEPS
        4) Steps, STEPS
        Next steps, OTHER
        Service-Specific Notes, SERVICES
        Services, SERVICES
        Post-Rollback, POST_ACTIONS
        Post Rollback Checklist, POST_ACTIONS
        After the rollback, POST_ACTIONS
        Follow-ups, POST_ACTIONS
        Overview, OTHER
        Triggered, OTHER
        '', OTHER
        """)
    void ofTitle_titleAsWritten_isItsKind(String title, SectionKind kind) {
        assertThat(SectionKind.ofTitle(title)).isEqualTo(kind);
    }
}
