/** How to embed the engine in a service: from an alarm to an approved rollback, as code that the build runs. */
@NullMarked
package io.incidentiq.examples.alarm;

import org.jspecify.annotations.NullMarked;
