/** JMH benchmarks. */
@org.jspecify.annotations.NullMarked
package io.incidentiq.benchmarks;
