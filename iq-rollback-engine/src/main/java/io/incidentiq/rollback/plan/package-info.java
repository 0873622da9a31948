/** What will be done and why: request, settings, judgement, plan. Pure. */
package io.incidentiq.rollback.plan;
