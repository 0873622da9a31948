/** What must not be shown of what AWS and its clients say, and how it is found there. */
package io.incidentiq.aws.secret;
