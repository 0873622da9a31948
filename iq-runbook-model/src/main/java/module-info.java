/** What a rollback runbook says: model, parser, positions, diagnostics. */
@org.jspecify.annotations.NullMarked
module io.incidentiq.runbook {
    requires static transitive org.jspecify;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires org.commonmark.ext.task.list.items;
    requires org.yaml.snakeyaml;

    exports io.incidentiq.runbook;
}
