/** A report as one HTML page with charts. Text from outside becomes a part of it in one place, {@code Markup}. */
package io.incidentiq.rollback.internal.report.page;
