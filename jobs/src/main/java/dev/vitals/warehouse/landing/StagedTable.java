package dev.vitals.warehouse.landing;

import dev.vitals.warehouse.LandingTables;
import java.io.Serializable;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.roaringbitmap.RoaringBitmap;

/**
 * How scratch files become data files of a table: what was stored, what every row of the batch or of a file has in common,
 * and which lines are left out.
 *
 * @param shape what lies in scratch
 * @param layout of the data files
 * @param origins where each stretch comes from, by its index; null for those of refused files
 * @param duplicates lines to leave out, by stretch
 * @param constants what all rows have in common: strings, and whole numbers as {@code Long}
 * @param fileSystemSettings settings of Hadoop
 */
record StagedTable(
        SpillShape shape,
        LandingTables.Layout layout,
        Origin[] origins,
        Map<Integer, RoaringBitmap> duplicates,
        Map<String, Object> constants,
        Map<String, String> fileSystemSettings)
        implements Serializable {

    /**
     * The file of a stretch and the lines before it.
     *
     * @param fileId id of the file
     * @param path path of the file
     * @param linesBefore lines of the file in front of the stretch
     */
    record Origin(String fileId, String path, long linesBefore) implements Serializable {}

    Configuration configuration() {
        Configuration conf = new Configuration(false);
        fileSystemSettings.forEach(conf::set);
        return conf;
    }
}
