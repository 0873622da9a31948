/** Where credentials and the Region come from, and what is said where there are none. */
package io.incidentiq.aws.login;
