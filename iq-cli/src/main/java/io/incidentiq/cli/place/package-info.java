/** Where a rollback takes place: a drill's simulated platform, or AWS. */
package io.incidentiq.cli.place;
