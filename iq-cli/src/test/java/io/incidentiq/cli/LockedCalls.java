package io.incidentiq.cli;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds in compiled classes the calls that are made while a lock is held: in a synchronized method, in a synchronized block, or between
 * {@code lock} and {@code unlock}, there and in what is called from there. A lambda counts where it is made, unless it is a Runnable or a
 * Callable: those are handed over. Calls through other code than the given classes aren't followed.
 */
final class LockedCalls {
    private final Map<CompiledMethod.Id, CompiledMethod> methods = new LinkedHashMap<>();
    private final Map<CompiledMethod.Id, List<CompiledMethod.Invocation>> invocations = new HashMap<>();
    private final Map<String, List<String>> above = new HashMap<>();
    private final Map<String, Set<String>> below = new HashMap<>();
    private final Predicate<CompiledMethod.Id> forbidden;

    private LockedCalls(Predicate<CompiledMethod.Id> forbidden) {
        this.forbidden = forbidden;
    }

    /** Returns each way from a lock to a forbidden call, such as {@code Run.woke -> Run.step -> ServiceRegistry.update}. */
    static Set<String> in(List<byte[]> classes, Predicate<CompiledMethod.Id> forbidden) {
        var calls = new LockedCalls(forbidden);
        classes.forEach(calls::read);
        return calls.find();
    }

    private void read(byte[] bytes) {
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            private String owner = "";

                            @Override
                            public void visit(
                                    int version,
                                    int access,
                                    String name,
                                    String signature,
                                    String superName,
                                    String[] interfaces) {
                                owner = name;
                                isBelow(name, superName, interfaces);
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                var id = new CompiledMethod.Id(owner, name, descriptor);
                                var method = new CompiledMethod(id, access);
                                methods.put(id, method);
                                return method;
                            }
                        },
                        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    private void isBelow(String name, String superName, String[] interfaces) {
        var supers = new ArrayList<>(List.of(interfaces));
        supers.add(superName);
        above.put(name, supers);
        supers.forEach(
                type -> below.computeIfAbsent(type, key -> new HashSet<>()).add(name));
    }

    private Set<String> find() {
        methods.values().forEach(method -> invocations.put(method.id(), method.invocations()));
        var found = new TreeSet<String>();
        methods.keySet()
                .forEach(id -> ofMethod(id).stream()
                        .filter(CompiledMethod.Invocation::locked)
                        .forEach(call ->
                                way(call.target(), new HashSet<>()).ifPresent(way -> found.add(id + " -> " + way))));
        return found;
    }

    private List<CompiledMethod.Invocation> ofMethod(CompiledMethod.Id id) {
        return invocations.getOrDefault(id, List.of());
    }

    private Optional<String> way(CompiledMethod.Id call, Set<CompiledMethod.Id> seen) {
        if (forbidden.test(call)) {
            return Optional.of(call.toString());
        }
        for (CompiledMethod.Id target : targets(call)) {
            if (seen.add(target)) {
                for (CompiledMethod.Invocation next : ofMethod(target)) {
                    Optional<String> rest = way(next.target(), seen);
                    if (rest.isPresent()) {
                        return rest.map(way -> target + " -> " + way);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Returns every method that a call may come to: the one that is inherited, and those that override it. */
    private Set<CompiledMethod.Id> targets(CompiledMethod.Id call) {
        var found = new HashSet<CompiledMethod.Id>();
        inherited(call.owner(), call, found);
        overriding(call.owner(), call, found);
        return found;
    }

    private void inherited(String type, CompiledMethod.Id call, Set<CompiledMethod.Id> found) {
        var id = new CompiledMethod.Id(type, call.name(), call.descriptor());
        if (methods.containsKey(id)) {
            found.add(id);
            return;
        }
        above.getOrDefault(type, List.of()).forEach(parent -> inherited(parent, call, found));
    }

    private void overriding(String type, CompiledMethod.Id call, Set<CompiledMethod.Id> found) {
        for (String child : below.getOrDefault(type, Set.of())) {
            var id = new CompiledMethod.Id(child, call.name(), call.descriptor());
            if (methods.containsKey(id)) {
                found.add(id);
            }
            overriding(child, call, found);
        }
    }
}
