/** The text of a payload: its JSON, names and times, and what of it may be shown. */
package io.incidentiq.aws.alarm.text;
