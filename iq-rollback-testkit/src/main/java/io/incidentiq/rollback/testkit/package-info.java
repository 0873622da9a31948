/** One abstract contract class per port, manual time, and fakes. */
package io.incidentiq.rollback.testkit;
