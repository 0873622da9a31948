/** The operations of Amazon CloudWatch. */
package io.incidentiq.simulator.aws.cloudwatch;
