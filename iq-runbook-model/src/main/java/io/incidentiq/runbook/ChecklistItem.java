package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import java.util.List;

/**
 * An item of the pre-rollback checklist: a task list item or a plain bullet.
 *
 * @param text plain text, without markup and {@code [ ]}
 * @param checked whether it is {@code [x]}
 * @param channels the channels it names, {@code #incidents}, in text order
 * @param codes the code spans in it, in text order
 */
public record ChecklistItem(
        String text, boolean checked, List<Located<String>> channels, List<Located<String>> codes, SourceRange range) {

    /** Copies the lists. */
    public ChecklistItem {
        channels = List.copyOf(channels);
        codes = List.copyOf(codes);
    }
}
