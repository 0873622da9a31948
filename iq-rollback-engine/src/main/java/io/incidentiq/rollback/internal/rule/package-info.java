/** The rules of {@code docs/judgement.md}: suspect, target, gates. One class each; pure. */
package io.incidentiq.rollback.internal.rule;
