/** How AWS is called: once, within a time and a budget, and with every kind of trouble as the ports' exception. */
package io.incidentiq.aws.call;
