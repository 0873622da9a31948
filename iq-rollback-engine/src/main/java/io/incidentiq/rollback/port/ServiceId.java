package io.incidentiq.rollback.port;

import java.util.regex.Pattern;

/** Names one service in one cluster. */
public record ServiceId(String cluster, String name) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,254}");

    /** @throws IllegalArgumentException if either name holds anything but letters, digits, {@code -} and {@code _}, or is longer than 255 */
    public ServiceId {
        require("cluster", cluster);
        require("service", name);
    }

    /** Returns whether a service or a cluster can have {@code text} as its name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static void require(String what, String value) {
        if (!isName(value)) {
            throw new IllegalArgumentException(
                    "%s name '%s': expected letters, digits, '-' and '_', at most 255; give the name alone, as the platform lists it"
                            .formatted(what, value.length() > 80 ? value.substring(0, 80) + "…" : value));
        }
    }

    /** Returns {@code cluster/name}. */
    @Override
    public String toString() {
        return cluster + "/" + name;
    }
}
