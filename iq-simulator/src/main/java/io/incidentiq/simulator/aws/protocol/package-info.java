/** How AWS is spoken to: requests, answers, their codecs, and the trees that codecs read and write. */
package io.incidentiq.simulator.aws.protocol;
