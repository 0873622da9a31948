package io.incidentiq.rollback.binding;

import java.util.Locale;

/** What a dimension is about, by its name in any case and with any prefix: {@code Service}, {@code ecs.service_name}, {@code ClusterName}. */
final class DimensionName {
    private DimensionName() {}

    static Blank blank(String name) {
        if (isService(name)) {
            return Blank.SERVICE;
        }
        return isCluster(name) ? Blank.CLUSTER : Blank.UNKNOWN;
    }

    static boolean isService(String name) {
        String letters = letters(name);
        return letters.endsWith("service") || letters.endsWith("servicename");
    }

    static boolean isCluster(String name) {
        String letters = letters(name);
        return letters.endsWith("cluster") || letters.endsWith("clustername");
    }

    private static String letters(String name) {
        return name.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }
}
