/** Contract tests for every port, manual time and fakes, for authors of providers. */
@org.jspecify.annotations.NullMarked
module io.incidentiq.rollback.testkit {
    requires static transitive org.jspecify;
    requires transitive io.incidentiq.rollback;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;

    exports io.incidentiq.rollback.testkit;

    opens io.incidentiq.rollback.testkit to
            org.junit.platform.commons;
}
