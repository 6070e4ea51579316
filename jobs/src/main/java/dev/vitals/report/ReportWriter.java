package dev.vitals.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes a report: one HTML file, and a folder of the same name with its tables as CSV and Parquet and its charts as SVG. */
public final class ReportWriter {
    private ReportWriter() {}

    /**
     * Writes the report into a directory, in place of an older one of the same period; the same input gives the same
     * bytes.
     *
     * @return the HTML file, such as {@code week-2026-01-05.html}
     * @throws IOException when a file can't be written
     */
    public static Path write(ReportInput input, Path directory) throws IOException {
        ReportPage page = new ReportPage(input);
        Map<String, WholeFiles.Content> files = page.files();
        Path folder = Files.createDirectories(directory.resolve(input.period().fileName()));
        try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "*.{csv,parquet,svg}")) {
            for (Path file : old) {
                if (!files.containsKey(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
        for (Map.Entry<String, WholeFiles.Content> file : files.entrySet()) {
            WholeFiles.replace(folder.resolve(file.getKey()), file.getValue());
        }
        Path html = directory.resolve(input.period().fileName() + ".html");
        WholeFiles.replace(html, page.html());
        return html;
    }
}
