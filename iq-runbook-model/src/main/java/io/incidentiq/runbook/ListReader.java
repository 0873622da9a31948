package io.incidentiq.runbook;

import io.incidentiq.runbook.text.DiagnosticLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/** Reads the sections that are lists: triggers, checklist, actions afterwards. */
final class ListReader {
    private static final List<String> LOOKING_BACK = List.of("last", "past", "previous", "within", "within the");
    private static final List<String> DUE = List.of("within", "within the", "in", "next");

    private final Node document;
    private final Outline outline;
    private final Places places;
    private final DiagnosticLog log;

    ListReader(Node document, Outline outline, Places places, DiagnosticLog log) {
        this.document = document;
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

    /** Returns what stands below the heading of a checklist. */
    List<ChecklistItem> checklist() {
        var items = new TreeMap<Integer, ListItems.Item>();
        outline.ofKind(SectionKind.CHECKLIST).forEach(part -> keep(part.allBlocks(), items));
        Titled.lists(document, places).forEach(list -> keep(List.of(list), items));
        return items.values().stream().map(ListReader::item).toList();
    }

    private void keep(List<Node> blocks, Map<Integer, ListItems.Item> items) {
        TaskReader.checklist(blocks, places)
                .forEach(item -> items.putIfAbsent(item.range().start().offset(), item));
    }

    /** Returns every item with a box. */
    List<ChecklistItem> tasks() {
        var tasks = TaskReader.tasks(document, places);
        for (var task : tasks) {
            if (Boolean.TRUE.equals(task.checked())) {
                log.warning(
                        "checklist-item-checked",
                        task.range(),
                        DiagnosticLog.quote(task.text().text())
                                + " is ticked in the runbook itself; expected \"[ ]\", it is checked at each rollback");
            }
        }
        return tasks.stream().map(ListReader::item).toList();
    }

    /** Says so where there is nothing to check. */
    void reportMissing(List<ChecklistItem> checklist, List<ChecklistItem> tasks) {
        if (checklist.isEmpty() && tasks.isEmpty()) {
            log.warning(
                    "checklist-missing",
                    places.source().range(0, 0),
                    "no items below a heading such as \"Pre-Rollback Checklist\"; add what to check before a rollback");
        }
    }

    private static ChecklistItem item(ListItems.Item item) {
        boolean checked = Boolean.TRUE.equals(item.checked());
        return new ChecklistItem(item.text().text(), checked, item.channels(), item.codes(), item.range());
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
