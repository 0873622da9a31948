/** What a rollback runbook says: model, parser, positions, diagnostics. */
@org.jspecify.annotations.NullMarked
module io.incidentiq.runbook {
    requires static transitive org.jspecify;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires org.yaml.snakeyaml;

    exports io.incidentiq.runbook;
    exports io.incidentiq.runbook.shell;
    exports io.incidentiq.runbook.source;
}
