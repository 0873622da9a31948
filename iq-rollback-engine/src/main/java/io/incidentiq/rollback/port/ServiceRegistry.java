package io.incidentiq.rollback.port;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where services run. Each call asks the platform once and returns; waiting and retrying are the engine's. Reads take many
 * names at once, so that a fleet costs few calls. Every method throws {@link ProviderException} if the platform could not be
 * asked; {@link ProviderException#retryable()} says whether asking again can help.
 */
public interface ServiceRegistry {
    /**
     * Returns where this registry asks and writes, and as whom, as far as it is configured. It is called before each plan, and answers
     * at once, without asking the platform: what the platform's answers tell belongs to {@link ServiceSnapshot#withPlace}. By default
     * nothing is known.
     */
    default Place place() {
        return Place.unknown();
    }

    /**
     * Looks at {@code services} as they are now.
     *
     * @return one snapshot per service that exists; the others are absent, and that is no error
     * @throws ProviderException {@code NOT_FOUND} if the cluster doesn't exist
     */
    Map<ServiceId, ServiceSnapshot> describe(Set<ServiceId> services);

    /**
     * Looks up the deployments created at or after {@code since}, running ones included.
     *
     * @return one history per service; empty where the platform keeps none
     */
    Map<ServiceId, DeploymentHistory> history(Set<ServiceId> services, Instant since);

    /**
     * Looks closer at deployments that {@link #history} showed: those in progress, and those that the platform undid. Only for a
     * platform whose history leaves out what such a deployment was rolled back to; by default nothing, without a call.
     *
     * @return one deployment per id that the platform still knows; the others are absent
     */
    default Map<DeploymentId, Deployment> deployments(ServiceId service, Set<DeploymentId> ids) {
        return Map.of();
    }

    /**
     * Looks up what deployments started.
     *
     * @return one record per id that the platform still knows; the others are absent
     */
    Map<ServiceRevisionId, ServiceRevision> serviceRevisions(Set<ServiceRevisionId> ids);

    /**
     * Looks up task definitions, whatever their status.
     *
     * @return one definition per id that exists; the others are absent
     */
    Map<RevisionId, TaskDefinition> definitions(Set<RevisionId> ids);

    /** Lists at most {@code limit} revisions of {@code family} that can still be deployed, the newest first. */
    List<RevisionId> activeRevisions(String family, int limit);

    /** Looks up why tasks of {@code rollout} stopped or never started, the newest first; empty where there are none. */
    List<TaskFailure> failures(ServiceId service, DeploymentId rollout);

    /**
     * Asks for a deployment of {@code revision}: the task definition alone, never forced, never with a count. Sent once.
     *
     * @return the deployment that the platform made of it
     * @throws ProviderException {@code THROTTLED} if certainly not done, {@code REJECTED} or {@code DENIED} if refused, and one whose
     *     {@link ProviderException#mayHaveHappened()} is true if the answer was lost
     */
    DeploymentId update(ServiceId service, RevisionId revision);

    /**
     * Asks the platform to stop {@code deployment} and return to what ran before it. Sent once.
     *
     * @throws ProviderException as {@link #update} does
     */
    void stop(ServiceId service, DeploymentId deployment);
}
