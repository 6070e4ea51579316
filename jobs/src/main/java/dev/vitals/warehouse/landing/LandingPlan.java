package dev.vitals.warehouse.landing;

import dev.vitals.contract.Contracts;
import dev.vitals.job.land.BronzeTable;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * What the tasks of a landing pass need: the files of one source, the pseudonym key and the filesystem settings. It
 * travels inside the tasks and is never printed.
 *
 * @param source source folder
 * @param files files of the batch
 * @param splits stretches of the files, by file and place
 * @param groups the same stretches, as the tasks read them
 * @param scratch folder for scratch files
 * @param shapes what of an event lies in scratch, by table
 * @param rejectedShape the same for lines that can't be read
 */
record LandingPlan(
        String source,
        List<LandingFile> files,
        List<LandingSplit> splits,
        List<List<LandingSplit>> groups,
        String scratch,
        Map<BronzeTable, SpillShape> shapes,
        SpillShape rejectedShape,
        byte[] pseudonymKey,
        Map<String, String> scorerSettings,
        Map<String, String> fileSystemSettings)
        implements Serializable {

    static Map<BronzeTable, SpillShape> shapes(Contracts contracts) {
        Map<BronzeTable, SpillShape> shapes = new EnumMap<>(BronzeTable.class);
        for (BronzeTable table : BronzeTable.values()) {
            shapes.put(table, SpillShape.of(table, contracts.table(table.contract())));
        }
        return shapes;
    }

    SpillShape shape(BronzeTable table) {
        return shapes.get(table);
    }

    Configuration configuration() {
        Configuration conf = new Configuration(false);
        fileSystemSettings.forEach(conf::set);
        return conf;
    }

    @Override
    public String toString() {
        return "LandingPlan[source=" + source + ", files=" + files.size() + "]";
    }
}
