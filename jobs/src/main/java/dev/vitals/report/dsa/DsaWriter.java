package dev.vitals.report.dsa;

import dev.vitals.report.WholeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a report into a folder of its version. */
public final class DsaWriter {
    private DsaWriter() {}

    /** The files of a report by name, in their order. */
    public static Map<String, String> files(DsaDocument report) {
        DsaSheets sheets = new DsaSheets(report);
        Map<String, String> files = new LinkedHashMap<>(sheets.files());
        files.put("intervals.csv", sheets.intervals());
        files.put("reconciliation.md", DsaPages.reconciliation(report));
        files.put("README.md", DsaPages.readme(report));
        return files;
    }

    /** Writes the files; returns their folder. */
    public static Path write(DsaDocument report, Path out) throws IOException {
        Path folder = out.resolve(report.folder());
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files(report).entrySet()) {
            WholeFiles.replace(folder.resolve(file.getKey()), half -> Files.writeString(half, file.getValue()));
        }
        return folder;
    }
}
