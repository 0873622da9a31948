/** Rolls back services of Amazon ECS and judges them by CloudWatch. */
@org.jspecify.annotations.NullMarked
module io.incidentiq.aws {
    requires static transitive org.jspecify;
    requires transitive io.incidentiq.rollback;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
    requires transitive software.amazon.awssdk.services.ecs;
    requires transitive software.amazon.awssdk.services.cloudwatch;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.auth;
    requires transitive software.amazon.awssdk.http;
    requires software.amazon.awssdk.profiles;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.retries;
    requires software.amazon.awssdk.retries.api;
    requires software.amazon.awssdk.utils;

    exports io.incidentiq.aws;
    exports io.incidentiq.aws.alarm;
}
