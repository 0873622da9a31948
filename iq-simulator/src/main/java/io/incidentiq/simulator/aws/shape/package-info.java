/** What is true of the platform, in the shapes of the API of Amazon ECS. */
package io.incidentiq.simulator.aws.shape;
