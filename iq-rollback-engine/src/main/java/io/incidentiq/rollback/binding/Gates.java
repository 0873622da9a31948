package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.FollowUpRule;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.runbook.ChecklistItem;
import io.incidentiq.runbook.PostAction;
import io.incidentiq.runbook.Runbook;
import io.incidentiq.runbook.Section;
import io.incidentiq.runbook.SectionKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What of a runbook is to be made sure of before the write, and what is to be done after it. Every task above the write is a gate, whatever
 * its heading; so is every item below the heading of a checklist, unless it stands below the write and its heading doesn't say that it is for
 * before.
 */
final class Gates {
    private static final Pattern BEFORE =
            Pattern.compile("\\b(?:pre|before|prerequisites?|pre-?requisites?|vor|avant|antes)\\b");

    private final Script script;
    private final String document;
    private final Map<Integer, ChecklistItem> before = new TreeMap<>();
    private final Map<Integer, ChecklistItem> after = new TreeMap<>();
    private final Set<Integer> listed = new HashSet<>();
    private final List<PostAction> actions;

    Gates(Runbook runbook, Script script, UpdateService bound, String document) {
        this.script = script;
        int write = bound.placed().offset();
        this.document = document;
        runbook.checklist().forEach(item -> listed.add(item.range().start().offset()));
        for (ChecklistItem item : runbook.items()) {
            int offset = item.range().start().offset();
            boolean gate = offset < write || (listed.contains(offset) && isForBefore(offset));
            (gate ? before : after).put(offset, item);
        }
        this.actions = runbook.postActions().stream()
                .filter(action -> !before.containsKey(action.range().start().offset()))
                .toList();
        actions.forEach(action -> after.remove(action.range().start().offset()));
    }

    private boolean isForBefore(int offset) {
        for (Section section : script.around(offset)) {
            String title = section.title().value().toLowerCase(Locale.ROOT);
            if (section.kind() == SectionKind.CHECKLIST && BEFORE.matcher(title).find()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the items that are gates, in text order. */
    List<ChecklistItem> items() {
        return List.copyOf(before.values());
    }

    /** Returns the items of checklists below the write, and, where nothing stands above it, all tasks there; in text order. */
    List<ChecklistItem> itemsBelow() {
        return after.entrySet().stream()
                .filter(entry -> before.isEmpty() || listed.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Returns the gates in text order. Of two items that ask the same question, only the first is answered by evidence. */
    List<ChecklistLine> lines() {
        var ids = new HashSet<String>();
        var next = new HashMap<String, Integer>();
        var lines = new ArrayList<ChecklistLine>();
        for (ChecklistItem item : before.values()) {
            var source = new Source(document, item.range().line());
            ChecklistLine line = ChecklistLine.of(item.text(), source);
            if (line.isRecognised() && ids.contains(line.gate())) {
                line = ChecklistLine.confirmed(item.text(), source);
            }
            String id = line.gate().equals("confirm-item") ? line.gate() + "-" + (lines.size() + 1) : line.gate();
            lines.add(new ChecklistLine(unique(id, ids, next), line.text(), source));
        }
        return lines;
    }

    private static String unique(String id, Set<String> taken, Map<String, Integer> next) {
        String unique = id;
        int number = next.getOrDefault(id, 2);
        while (!taken.add(unique)) {
            unique = id + "-" + number++;
        }
        next.put(id, number);
        return unique;
    }

    /** Returns what is to be done after the rollback, in text order. */
    List<FollowUpRule> followUps() {
        var rules = new TreeMap<Integer, FollowUpRule>();
        actions.forEach(a -> rules.put(
                a.range().start().offset(),
                new FollowUpRule(a.text(), a.within(), source(a.range().line()))));
        after.forEach((offset, item) -> rules.put(
                offset, new FollowUpRule(item.text(), null, source(item.range().line()))));
        return List.copyOf(rules.values());
    }

    private Source source(int line) {
        return new Source(document, line);
    }
}
