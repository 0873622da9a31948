/** What Amazon CloudWatch says of an alarm, read as an incident; needs no client of the AWS SDK. */
package io.incidentiq.aws.alarm;
