/** How to embed the engine, as code that the build runs. */
package io.incidentiq.examples.embedding;
