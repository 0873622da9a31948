package io.incidentiq.cli;

import io.incidentiq.rollback.port.RollbackStore;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Methods that hold a lock around a call of a port, named {@code offends…}, and methods that don't. */
final class LockSamples {
    private static final Set<ServiceId> ASKED = Set.of(new ServiceId("c", "s"));

    private final ServiceRegistry registry;
    private final Lock lock = new ReentrantLock();
    private final Looking looking;
    private int looks;

    LockSamples(ServiceRegistry registry, Looking looking) {
        this.registry = registry;
        this.looking = looking;
    }

    interface Looking {
        Map<ServiceId, ServiceSnapshot> look();
    }

    record InRegistry(ServiceRegistry registry) implements Looking {
        @Override
        public Map<ServiceId, ServiceSnapshot> look() {
            return registry.describe(ASKED);
        }
    }

    abstract static class Base {
        abstract int count();

        final int twice() {
            return 2 * count();
        }
    }

    static final class Derived extends Base {
        private final RollbackStore store;

        Derived(RollbackStore store) {
            this.store = store;
        }

        @Override
        int count() {
            return store.marks(new ServiceId("c", "s")).size();
        }
    }

    synchronized Map<ServiceId, ServiceSnapshot> offendsInSynchronizedMethod() {
        return registry.describe(ASKED);
    }

    static synchronized Map<ServiceId, ServiceSnapshot> offendsInStaticSynchronizedMethod(ServiceRegistry registry) {
        return registry.describe(ASKED);
    }

    int offendsInBlockAfterEarlyReturn(boolean early) {
        synchronized (this) {
            if (early) {
                return 0;
            }
            return registry.describe(ASKED).size();
        }
    }

    int offendsInBlockInCatch() {
        synchronized (this) {
            try {
                return Integer.parseInt("x");
            } catch (NumberFormatException e) {
                return registry.describe(ASKED).size();
            }
        }
    }

    int offendsBetweenLockAndUnlock() {
        lock.lock();
        try {
            return registry.describe(ASKED).size();
        } finally {
            lock.unlock();
        }
    }

    int offendsAfterTryLock() {
        if (!lock.tryLock()) {
            return 0;
        }
        try {
            return registry.describe(ASKED).size();
        } finally {
            lock.unlock();
        }
    }

    synchronized int offendsThroughOwnMethod() {
        return plain().size();
    }

    synchronized int offendsThroughInterface() {
        return looking.look().size();
    }

    synchronized int offendsThroughOverriddenMethod(Base base) {
        return base.twice();
    }

    synchronized int offendsInLambda() {
        return now(() -> registry.describe(ASKED)).size();
    }

    synchronized int offendsByMethodReference(RollbackStore store) {
        return ASKED.stream().map(store::marks).mapToInt(Map::size).sum();
    }

    private static <T> T now(Supplier<T> work) {
        return work.get();
    }

    Map<ServiceId, ServiceSnapshot> plain() {
        return registry.describe(ASKED);
    }

    int afterBlock() {
        synchronized (this) {
            looks++;
        }
        return registry.describe(ASKED).size() + looks;
    }

    int afterUnlock() {
        lock.lock();
        try {
            looks++;
        } finally {
            lock.unlock();
        }
        return registry.describe(ASKED).size();
    }

    int afterBlockThatThrows() {
        try {
            synchronized (this) {
                looks = Integer.parseInt("x");
            }
        } catch (NumberFormatException e) {
            return registry.describe(ASKED).size();
        }
        return looks;
    }

    synchronized void handsOver(Executor executor) {
        executor.execute(() -> registry.describe(ASKED));
    }

    synchronized int holdsAndCounts() {
        return ++looks;
    }
}
