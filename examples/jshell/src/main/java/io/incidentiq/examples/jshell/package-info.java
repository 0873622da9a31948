/** Runs JShell scripts that must not go on after a failure. */
package io.incidentiq.examples.jshell;
