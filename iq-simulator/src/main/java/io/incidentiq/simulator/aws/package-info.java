/** The simulated platform behind the wire protocols of Amazon ECS and CloudWatch, on loopback. */
package io.incidentiq.simulator.aws;
