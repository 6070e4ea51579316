package dev.vitals.warehouse.landing;

import dev.vitals.warehouse.WarehouseException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The folder into which logs are delivered: {@code <landing>/<source>/<anything>/<file>}. */
final class LandingFolder {
    private final Path root;
    private final FileSystem fileSystem;

    private LandingFolder(Path root, FileSystem fileSystem) {
        this.root = root;
        this.fileSystem = fileSystem;
    }

    /** @throws WarehouseException when there is no such folder */
    static LandingFolder at(String uri, Configuration conf) {
        try {
            Path given = new Path(uri);
            FileSystem fileSystem = given.getFileSystem(conf);
            Path root = fileSystem.makeQualified(given);
            if (!fileSystem.exists(root)) {
                throw new WarehouseException(
                        "There is no landing folder %s. Name the folder that holds the sources with --landing."
                                .formatted(uri));
            }
            return new LandingFolder(root, fileSystem);
        } catch (IOException | IllegalArgumentException e) {
            throw new WarehouseException(
                    "The landing folder %s can't be reached: %s".formatted(uri, e.getMessage()), e);
        }
    }

    /** Names of its source folders, sorted. */
    List<String> sources() {
        return names(true);
    }

    /** Names of files that lie in no source folder, so that nobody knows how to read them. */
    List<String> strayFiles() {
        return names(false);
    }

    private List<String> names(boolean areFolders) {
        try {
            List<String> names = new ArrayList<>();
            for (FileStatus status : fileSystem.listStatus(root)) {
                if (status.isDirectory() == areFolders && isVisible(status.getPath())) {
                    names.add(status.getPath().getName());
                }
            }
            names.sort(null);
            return names;
        } catch (IOException e) {
            throw new WarehouseException("Can't list %s: %s".formatted(root, e.getMessage()), e);
        }
    }

    /** Files of a source, at any depth, in order of their path; hidden files and files being copied are left alone. */
    List<LandingFile> files(String source) {
        List<LandingFile> files = new ArrayList<>();
        try {
            RemoteIterator<LocatedFileStatus> all = fileSystem.listFiles(new Path(root, source), true);
            while (all.hasNext()) {
                LocatedFileStatus status = all.next();
                String path = status.getPath()
                        .toUri()
                        .getPath()
                        .substring(root.toUri().getPath().length() + 1);
                if (Arrays.stream(path.split("/")).allMatch(LandingFolder::isVisible)) {
                    files.add(new LandingFile(
                            source,
                            path,
                            status.getPath().toString(),
                            status.getLen(),
                            Instant.ofEpochMilli(status.getModificationTime())));
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new WarehouseException("Can't list %s/%s: %s".formatted(root, source, e.getMessage()), e);
        }
        files.sort(Comparator.comparing(LandingFile::path));
        return files;
    }

    private static boolean isVisible(Path path) {
        return isVisible(path.getName());
    }

    private static boolean isVisible(String name) {
        return !name.startsWith(".") && !name.startsWith("_") && !name.endsWith(".tmp") && !name.endsWith(".part");
    }
}
