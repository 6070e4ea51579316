package dev.vitals.job.compare;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Finds the clusters that were in several variants. */
final class Switching {
    private Switching() {}

    /** @param parts gives each part of a test by its cluster and its variant */
    static Set<String> clusters(Consumer<BiConsumer<String, String>> parts) {
        Map<String, String> first = new HashMap<>();
        Set<String> switching = new HashSet<>();
        parts.accept((cluster, variant) -> {
            if (!variant.equals(first.computeIfAbsent(cluster, name -> variant))) {
                switching.add(cluster);
            }
        });
        return switching;
    }
}
