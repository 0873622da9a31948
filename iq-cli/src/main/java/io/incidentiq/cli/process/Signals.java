package io.incidentiq.cli.process;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears SIGINT and SIGTERM. A shutdown hook hears the first one only, so this uses {@code sun.misc.Signal} of the module
 * jdk.unsupported; by reflection, since the compiler warns of every mention of it.
 */
public final class Signals {
    private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15);

    private final Map<Object, Object> before = new HashMap<>();

    private Signals() {}

    /** Calls {@code heard} with the signal's number, each time on a thread of its own, until they are given back. */
    public static Signals to(IntConsumer heard) {
        var signals = new Signals();
        NUMBERS.forEach((name, number) -> signals.hear(name, () -> heard.accept(number)));
        return signals;
    }

    /** Where the JVM has no such module, or leaves its signals alone ({@code -Xrs}), they end it as they always do. */
    private void hear(String name, Runnable heard) {
        try {
            Object signal = Class.forName("sun.misc.Signal")
                    .getConstructor(String.class)
                    .newInstance(name);
            Object previous = handle(signal, handler(heard));
            if (previous != null) {
                before.put(signal, previous);
            }
        } catch (ReflectiveOperationException e) {
            // as said above
        }
    }

    private static Object handler(Runnable heard) throws ClassNotFoundException {
        return Proxy.newProxyInstance(
                Signals.class.getClassLoader(),
                new Class<?>[] {Class.forName("sun.misc.SignalHandler")},
                (self, method, args) -> {
                    if (method.getName().equals("handle")) {
                        heard.run();
                        return null;
                    }
                    return method.getName().equals("hashCode") ? (Object) System.identityHashCode(self) : "handler";
                });
    }

    private static @Nullable Object handle(Object signal, Object handler) throws ReflectiveOperationException {
        Method handle =
                signal.getClass().getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"));
        return handle.invoke(null, signal, handler);
    }

    /** Gives the signals back to whoever heard them before. */
    public void giveBack() {
        before.forEach((signal, handler) -> {
            try {
                handle(signal, handler);
            } catch (ReflectiveOperationException e) {
                // they were ours a moment ago; at worst they stay
            }
        });
    }
}
