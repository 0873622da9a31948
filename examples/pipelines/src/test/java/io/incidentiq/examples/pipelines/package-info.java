@org.jspecify.annotations.NullMarked
package io.incidentiq.examples.pipelines;
