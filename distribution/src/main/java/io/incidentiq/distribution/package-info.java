/** Builds the site of documentation: the guides as pages, and the Javadoc of all published modules. */
@NullMarked
package io.incidentiq.distribution;

import org.jspecify.annotations.NullMarked;
