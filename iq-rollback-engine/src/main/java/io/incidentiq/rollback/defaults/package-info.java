/** Ready-made implementations of the ports: a store in memory, a health probe and a webhook over HTTP, the log. */
package io.incidentiq.rollback.defaults;
