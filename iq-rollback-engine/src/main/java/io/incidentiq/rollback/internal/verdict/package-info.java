/** Whether counted traffic shows that a service is back: levels, tests and the verdict. Pure; knows nothing of rollbacks. */
package io.incidentiq.rollback.internal.verdict;
