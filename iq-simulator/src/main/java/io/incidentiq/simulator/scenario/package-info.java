/** What a scenario lays down, as the world takes it: releases, the platform, what is measured. */
package io.incidentiq.simulator.scenario;
