package dev.vitals.cli.night;

import java.time.LocalDate;
import java.util.Map;

/**
 * What a process of a benchmark is to do.
 *
 * @param task what
 * @param who contestant
 * @param store its folder
 * @param landing delivered files
 * @param night the night; of {@link Task#CELLS} the last day
 * @param from of {@link Task#CELLS} the first day
 * @param cells file for the numbers; null when nobody wants them
 * @param master Spark master of ours, or null
 * @param settings Spark settings of ours
 */
record Order(
        Task task,
        String who,
        String store,
        String landing,
        LocalDate from,
        LocalDate night,
        int cores,
        long memoryMebibytes,
        String cells,
        String master,
        Map<String, String> settings) {

    enum Task {
        /** Takes in what was delivered and computes everything. */
        NIGHT,
        /** Reads published numbers of ours. */
        CELLS
    }
}
