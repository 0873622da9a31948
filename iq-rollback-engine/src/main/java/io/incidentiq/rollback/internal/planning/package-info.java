/** Makes the plan: asks for facts, applies the rules, holds and words the result. Pure. */
package io.incidentiq.rollback.internal.planning;
