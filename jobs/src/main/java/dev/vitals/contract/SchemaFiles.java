package dev.vitals.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The definition files under {@code schemas/}, found by listing: from a folder, or from the class path, be it folders
 * or a jar.
 */
public final class SchemaFiles {
    private static final String ROOT = "schemas";
    /** A file that is always there; where it lies, the others lie. */
    private static final String ANCHOR = "/schemas/tables/envelope.yaml";

    private final List<YamlFile> files;

    private SchemaFiles(List<YamlFile> files) {
        this.files = files;
    }

    /** Every definition file on the class path. */
    public static SchemaFiles onClassPath() {
        URL anchor = SchemaFiles.class.getResource(ANCHOR);
        if (anchor == null) {
            throw new DefinitionException("The class path has no " + ANCHOR
                    + ": the schemas were not packaged with the classes. Build again with Maven.");
        }
        return at(anchor);
    }

    /** Every definition file in a folder such as {@code schemas}. */
    public static SchemaFiles in(Path schemasDir) {
        if (!Files.isDirectory(schemasDir)) {
            throw new DefinitionException(
                    schemasDir + " is not a folder; give the folder that holds tables/ and kpis/.");
        }
        try (Stream<Path> paths = Files.walk(schemasDir)) {
            return new SchemaFiles(paths.filter(Files::isRegularFile)
                    .filter(path -> path.toString().endsWith(".yaml"))
                    .map(path -> YamlFile.read(path, nameOf(schemasDir, path)))
                    .sorted(Comparator.comparing(YamlFile::name))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(schemasDir + " can't be listed: " + e.getMessage(), e);
        }
    }

    /** Files under a folder of {@code schemas/}, such as {@code tables} or {@code kpis}, sorted by name. */
    public List<YamlFile> under(String folder) {
        return files.stream()
                .filter(file -> file.name().startsWith(ROOT + "/" + folder + "/"))
                .toList();
    }

    /**
     * A taxonomy on the class path.
     *
     * @param name of the file below {@code schemas/taxonomies}
     */
    public static YamlFile taxonomy(String name) {
        String file = ROOT + "/taxonomies/" + name;
        return onClassPath().under("taxonomies").stream()
                .filter(each -> each.name().equals(file))
                .findFirst()
                .orElseThrow(() -> new DefinitionException("The class path has no " + file
                        + ": the schemas were not packaged with the classes. Build again with Maven."));
    }

    /** The schemas beside the anchor that the address names, in a folder or in a jar. */
    static SchemaFiles at(URL anchor) {
        try {
            URLConnection connection = anchor.openConnection();
            if (connection instanceof JarURLConnection jar) {
                Path path = Path.of(jar.getJarFileURL().toURI());
                try (FileSystem inside = FileSystems.newFileSystem(path)) {
                    return in(inside.getPath(ROOT));
                }
            }
            URI uri = anchor.toURI();
            return in(Path.of(uri).getParent().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("The schemas at " + anchor + " can't be opened: " + e.getMessage(), e);
        } catch (URISyntaxException e) {
            throw new DefinitionException("The schemas lie at an address that is no URI: " + anchor + ".", e);
        }
    }

    private static String nameOf(Path schemasDir, Path path) {
        return ROOT + "/" + schemasDir.relativize(path).toString().replace('\\', '/');
    }
}
