/** Rollbacks on Amazon ECS, judged by CloudWatch. */
package io.incidentiq.aws;
