/** The engine's ports for Amazon ECS and CloudWatch. */
package io.incidentiq.aws;
