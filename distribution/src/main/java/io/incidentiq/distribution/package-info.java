/** Writes the Javadoc of all published modules together, for the site of documentation. */
@NullMarked
package io.incidentiq.distribution;

import org.jspecify.annotations.NullMarked;
