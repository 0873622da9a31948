/** The operations of Amazon ECS, and the trouble that every operation may meet. */
package io.incidentiq.simulator.aws.operation;
