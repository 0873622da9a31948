/** Metrics of Amazon CloudWatch, as the engine's ports take them. */
package io.incidentiq.aws.cloudwatch;
