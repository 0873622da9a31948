/** What is served, at which paths, over HTTP. */
package io.incidentiq.simulator.aws.server;
