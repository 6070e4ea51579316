package dev.vitals.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What the commits of a table say that its log still holds: who made them, which files they name, and of which columns they
 * tell values.
 */
final class TableLog {
    /** What every commit of ours says of itself; {@link SparkSessions} has Delta write it. */
    static final String OURS = "vitals";

    /** The engine that {@link NewTable} commits with. */
    private static final String OUR_ENGINE = "/Vitals";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Commit> commits = new ArrayList<>();
    private final Set<String> files = new HashSet<>();
    private final Map<String, Instant> removed = new HashMap<>();
    private final TreeSet<String> statistics = new TreeSet<>();

    private TableLog() {}

    /**
     * A commit.
     *
     * @param operation in Delta's words
     * @param engine the program and its version
     * @param note what it says of itself; ours begin with {@link #OURS}
     */
    record Commit(long version, Instant at, String operation, String engine, String note) {
        boolean isOurs() {
            return engine.endsWith(OUR_ENGINE) || note.startsWith(OURS);
        }
    }

    static TableLog read(Path table, FileSystem fileSystem) {
        TableLog log = new TableLog();
        Path folder = new Path(table, "_delta_log");
        try {
            FileStatus[] found =
                    fileSystem.listStatus(folder, path -> path.getName().matches("\\d{20}\\.json"));
            Arrays.sort(found);
            for (FileStatus file : found) {
                log.add(fileSystem, file.getPath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + folder, e);
        }
        return log;
    }

    private void add(FileSystem fileSystem, Path commit) throws IOException {
        long version = Long.parseLong(commit.getName().replace(".json", ""));
        boolean isTold = false;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(fileSystem.open(commit), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode action = JSON.readTree(line);
                if (action.has("commitInfo")) {
                    commits.add(commit(version, action.get("commitInfo")));
                    isTold = true;
                } else if (action.has("add")) {
                    files.add(path(action.get("add")));
                    addStatistics(action.get("add").path("stats").asText(""));
                } else if (action.has("remove")) {
                    JsonNode gone = action.get("remove");
                    files.add(path(gone));
                    removed.put(
                            path(gone),
                            Instant.ofEpochMilli(gone.path("deletionTimestamp").asLong()));
                }
            }
        }
        if (!isTold) {
            long at = fileSystem.getFileStatus(commit).getModificationTime();
            commits.add(commit(version, JSON.createObjectNode().put("timestamp", at)));
        }
    }

    private static Commit commit(long version, JsonNode info) {
        String engine = info.path("engineInfo").asText("a program that does not say its name");
        return new Commit(
                version,
                Instant.ofEpochMilli(info.path("timestamp").asLong()),
                info.path("operation").asText("?"),
                engine,
                info.path("userMetadata").asText(""));
    }

    private static String path(JsonNode file) {
        return URLDecoder.decode(file.path("path").asText(), StandardCharsets.UTF_8);
    }

    private void addStatistics(String text) throws IOException {
        if (!text.isEmpty()) {
            JsonNode told = JSON.readTree(text);
            told.path("minValues").fieldNames().forEachRemaining(statistics::add);
            told.path("maxValues").fieldNames().forEachRemaining(statistics::add);
        }
    }

    /** All that the log holds, the oldest first. */
    List<Commit> commits() {
        return commits;
    }

    /**
     * Commits that somebody else made since Vitals began to sign its own; older versions of Vitals signed none but the first.
     */
    List<Commit> byOthers() {
        int signed = 0;
        while (signed < commits.size()
                && !(commits.get(signed).isOurs()
                        && !commits.get(signed).engine().endsWith(OUR_ENGINE))) {
            signed++;
        }
        List<Commit> others = new ArrayList<>();
        for (Commit commit : commits.subList(signed, commits.size())) {
            if (!commit.isOurs()) {
                others.add(commit);
            }
        }
        return others;
    }

    /** Paths below the table of all files that it names, those of the past too. */
    Set<String> files() {
        return files;
    }

    /** Files that a commit took out, with the time from which on no newer version needs them; some may be deleted by now. */
    Map<String, Instant> removed() {
        return removed;
    }

    /** Columns whose least and greatest values it tells. */
    Set<String> statistics() {
        return statistics;
    }
}
