/** A provider for a platform that is not AWS, with the platform itself. */
@NullMarked
package io.incidentiq.examples.provider;

import org.jspecify.annotations.NullMarked;
