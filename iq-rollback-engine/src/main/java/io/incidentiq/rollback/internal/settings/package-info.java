/** Request over runbook over default: every value that one rollback works with. Pure. */
package io.incidentiq.rollback.internal.settings;
