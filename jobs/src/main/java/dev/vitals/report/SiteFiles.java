package dev.vitals.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a site, put in place of an earlier site so that a reader sees one or the other.
 *
 * <p>Everything that pages refer to carries a hash of its content in its name and is written first; then come the pages,
 * each whole; what only the earlier site used goes last.
 */
final class SiteFiles {
    /** Lists the files of a site, and tells it from anything else that a person may keep in a folder. */
    static final String MARKER = ".vitals-site";

    private static final Pattern OWN = Pattern.compile("([a-z]+/)?[A-Za-z0-9_-]+\\.[a-z]+");
    private static final int HASH = 8;

    private final Path folder;
    private final Map<String, Long> sizes = new TreeMap<>();
    private final Map<String, String> pages = new LinkedHashMap<>();

    SiteFiles(Path folder) {
        this.folder = folder;
    }

    /** Whether a site may be written to the folder: it is absent, empty, or holds an earlier site. */
    static boolean isFree(Path folder) throws IOException {
        if (!Files.exists(folder) || Files.exists(folder.resolve(MARKER))) {
            return true;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /**
     * Writes a file that pages refer to.
     *
     * @return its name, relative to the pages
     */
    String asset(String directory, String name, String ending, byte[] content) throws IOException {
        return asset(directory + "/" + name + "-" + hash(content) + "." + ending, content);
    }

    /** Writes a file whose name people know. */
    String asset(String name, byte[] content) throws IOException {
        if (!OWN.matcher(name).matches()) {
            throw new IllegalArgumentException("A site has no file of the name " + name + ".");
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        WholeFiles.replace(file, half -> Files.write(half, content));
        sizes.put(name, (long) content.length);
        return name;
    }

    /** Keeps a page until everything that it refers to is written. */
    void page(String name, String html) {
        pages.put(name, html);
    }

    /**
     * Puts the pages in place and removes what only an earlier site used.
     *
     * @return the size of each file
     */
    Map<String, Long> finish() throws IOException {
        List<String> earlier = listed();
        // Until the pages are replaced, both sites are there: a run that ends here leaves nothing without a name.
        list(Stream.concat(earlier.stream(), names().stream())
                .distinct()
                .sorted()
                .toList());
        for (Map.Entry<String, String> page : pages.entrySet()) {
            asset(page.getKey(), page.getValue().getBytes(StandardCharsets.UTF_8));
        }
        for (String old : earlier) {
            if (!sizes.containsKey(old)) {
                Files.deleteIfExists(folder.resolve(old));
            }
        }
        list(List.copyOf(sizes.keySet()));
        return sizes;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(sizes.keySet());
        names.addAll(pages.keySet());
        return names;
    }

    private List<String> listed() throws IOException {
        Path marker = folder.resolve(MARKER);
        return Files.exists(marker)
                ? Files.readAllLines(marker).stream()
                        .filter(line -> OWN.matcher(line).matches())
                        .toList()
                : List.of();
    }

    private void list(List<String> names) throws IOException {
        String text = "Made by ./vitals site, which replaces these files:\n" + String.join("\n", names) + "\n";
        WholeFiles.replace(folder.resolve(MARKER), text);
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
