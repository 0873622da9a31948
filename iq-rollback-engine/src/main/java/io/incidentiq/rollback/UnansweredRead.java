package io.incidentiq.rollback;

import io.incidentiq.rollback.port.ServiceId;
import java.time.Instant;

/**
 * A read for a plan that got no usable answer and may be asked again.
 *
 * @param service what is planned for
 * @param planBegunAt when the plan was asked for; tells plans for one service apart
 * @param at when the read had failed
 * @param trouble why, in a line for people
 */
public record UnansweredRead(ServiceId service, Instant planBegunAt, Instant at, String trouble) {}
