/** Ready-made ports: a store in memory, health over HTTP, messages to a webhook or the log. */
package io.incidentiq.rollback.edge;
