/** What the numbers of a metric say: samples and tests on them. Pure; knows nothing of rollbacks. */
package io.incidentiq.rollback.internal.statistics;
