package io.incidentiq.runbook;

import io.incidentiq.runbook.text.DiagnosticLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the sections that are lists: triggers, checklist, actions afterwards. */
final class ListReader {
    private static final List<String> LOOKING_BACK = List.of("last", "past", "previous", "within", "within the");
    private static final List<String> DUE = List.of("within", "within the", "in", "next");

    private final Outline outline;
    private final Places places;
    private final DiagnosticLog log;

    ListReader(Outline outline, Places places, DiagnosticLog log) {
        this.outline = outline;
        this.places = places;
        this.log = log;
    }

    private List<ListItems.Item> items(SectionKind kind) {
        var items = new ArrayList<ListItems.Item>();
        outline.ofKind(kind).forEach(part -> items.addAll(ListItems.in(part.allBlocks(), places)));
        return items;
    }

    List<Trigger> triggers() {
        var triggers = new ArrayList<Trigger>();
        for (var item : items(SectionKind.TRIGGERS)) {
            var text = item.text().text();
            triggers.add(new Trigger(text, within(LOOKING_BACK, item), item.range()));
        }
        return triggers;
    }

    private @Nullable Duration within(List<String> lead, ListItems.Item item) {
        var text = item.text().text();
        var found = DurationText.firstBehind(lead, text).orElse(null);
        if (found != null) {
            return found.duration().span().max();
        }
        DurationText.unread(text).ifPresent(unread -> log.unreadDuration(item.range(), unread));
        return null;
    }

    List<ChecklistItem> checklist() {
        var checklist = new ArrayList<ChecklistItem>();
        for (var item : items(SectionKind.CHECKLIST)) {
            boolean checked = Boolean.TRUE.equals(item.checked());
            if (checked) {
                log.warning(
                        "checklist-item-checked",
                        item.range(),
                        DiagnosticLog.quote(item.text().text())
                                + " is ticked in the runbook itself; expected \"[ ]\", it is checked at each rollback");
            }
            checklist.add(new ChecklistItem(item.text().text(), checked, item.channels(), item.codes(), item.range()));
        }
        if (checklist.isEmpty()) {
            log.warning(
                    "checklist-missing",
                    places.source().range(0, 0),
                    "no items below a heading such as \"Pre-Rollback Checklist\"; add what to check before a rollback");
        }
        return checklist;
    }

    List<PostAction> postActions() {
        var actions = new ArrayList<PostAction>();
        for (var item : items(SectionKind.POST_ACTIONS)) {
            var text = item.text().text();
            var channel = item.channels().stream().findFirst();
            actions.add(new PostAction(text, within(DUE, item), channel.orElse(null), item.range()));
        }
        return actions;
    }
}
