package dev.vitals.warehouse.landing;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * What the tasks of a landing pass need: the files of one source, the pseudonym key and the filesystem settings. It
 * travels inside the reader factory and is never printed.
 */
record LandingPlan(
        String source,
        List<LandingFile> files,
        List<List<LandingSplit>> groups,
        byte[] pseudonymKey,
        Map<String, String> scorerSettings,
        Map<String, String> fileSystemSettings)
        implements Serializable {

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
