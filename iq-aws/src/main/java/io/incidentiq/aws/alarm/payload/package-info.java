/** The payloads that tell of an alarm, by who sends them. */
package io.incidentiq.aws.alarm.payload;
