package io.incidentiq.aws.call;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * What the SDK did with the call that the current thread makes: whether anything went out, and with which credentials. Without it
 * nobody could tell a write that was lost from one that never left, as where a login fails.
 */
final class Sent implements ExecutionInterceptor {
    /** For every call. */
    static final Sent WATCH = new Sent();

    private static final ThreadLocal<Transmission> CALL = ThreadLocal.withInitial(Transmission::new);
    private static final Pattern SIGNED = Pattern.compile("Credential=([^/\\s,]+)|Signature=(\\S+)");

    /** One call, as far as it came. */
    static final class Transmission {
        private boolean begun;
        private boolean sent;
        private final List<String> credentials = new ArrayList<>();

        /** Returns whether it is certain that nothing left this machine. */
        boolean certainlyNotSent() {
            return begun && !sent;
        }

        /** Returns whether it was handed to the HTTP client, signed: no login can have failed any more. */
        boolean certainlySent() {
            return sent;
        }

        /** Returns what it was signed with, as far as it went out. */
        List<String> credentials() {
            return credentials;
        }
    }

    private Sent() {}

    /** Begins to watch the call that this thread makes next. */
    static Transmission begin() {
        var transmission = new Transmission();
        CALL.set(transmission);
        return transmission;
    }

    /** Ends what {@link #begin} began. */
    static void end() {
        CALL.remove();
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        CALL.get().begun = true;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        Transmission transmission = CALL.get();
        transmission.sent = true;
        context.httpRequest().firstMatchingHeader("X-Amz-Security-Token").ifPresent(transmission.credentials::add);
        context.httpRequest().firstMatchingHeader("Authorization").ifPresent(header -> {
            Matcher parts = SIGNED.matcher(header);
            while (parts.find()) {
                transmission.credentials.add(parts.group(1) == null ? parts.group(2) : parts.group(1));
            }
        });
    }
}
