/** Services of Amazon ECS, as the engine's ports take them. */
package io.incidentiq.aws.ecs;
