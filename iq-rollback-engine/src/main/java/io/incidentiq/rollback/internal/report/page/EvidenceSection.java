package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.evidence.StoppedTasks;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.ServiceEvent;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.TaskFailure;
import java.util.List;

/** What the platform forgets soon after a rollback: the postmortem needs it. */
record EvidenceSection(Markup page, PlannedRollback plan, KeptEvidence evidence) {
    private static final int MOST_IMAGES = 10;

    void write() {
        StoppedTasks stopped = evidence.stopped();
        if (plan.suspect().isEmpty()
                && evidence.events().isEmpty()
                && stopped.tasks().isEmpty()) {
            return;
        }
        page.open("section").leaf("h2", "Evidence kept for the postmortem");
        plan.suspect().ifPresent(s -> images("Images of the suspect", s.revision()));
        plan.target().ifPresent(t -> images("Images of the target", t.recorded()));
        stopped(stopped);
        events(evidence.events());
        page.closeLine();
    }

    private void images(String title, ServiceRevision revision) {
        page.leaf("p", title + ", " + revision.definition(), "class", "soft").open("ul");
        revision.images().stream().limit(MOST_IMAGES).forEach(this::image);
        page.closeLine();
    }

    private void image(Image image) {
        String digest = image.resolved();
        page.open("li")
                .text(image.container() + ": ")
                .leaf("code", image.reference())
                .text(" ")
                .leaf("code", digest == null ? "digest unknown" : digest)
                .close();
    }

    private void stopped(StoppedTasks stopped) {
        String trouble = stopped.trouble();
        if (trouble != null) {
            page.leaf("p", "Stopped tasks of the suspect: " + trouble, "class", "soft");
            return;
        }
        List<TaskFailure> tasks = stopped.tasks();
        page.leaf("p", "Stopped tasks of the suspect" + (tasks.isEmpty() ? ": none" : ""), "class", "soft");
        if (!tasks.isEmpty()) {
            page.open("ul");
            tasks.forEach(t -> entry(InstantFormat.words(t.at()), t.task() + ": " + t.reason()));
            page.closeLine();
        }
    }

    private void events(List<ServiceEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        page.leaf("p", "Messages of the service, when the plan was made", "class", "soft")
                .open("ul");
        events.forEach(e -> entry(InstantFormat.words(e.at()), e.message()));
        page.closeLine();
    }

    private void entry(String at, String text) {
        page.open("li").leaf("time", at).text(" " + text).close();
    }
}
