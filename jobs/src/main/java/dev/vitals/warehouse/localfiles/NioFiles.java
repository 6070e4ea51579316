package dev.vitals.warehouse.localfiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The local disk of Hadoop, whose rights and links are asked of Java.
 *
 * <p>Without its native library Hadoop starts {@code chmod}, {@code readlink} and {@code ls} for them: eight processes of
 * 4 ms a commit, and one for every file of the landing folder. What is read, written and renamed how stays Hadoop's.
 */
final class NioFiles extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        String symbols = permission.getUserAction().SYMBOL
                + permission.getGroupAction().SYMBOL
                + permission.getOtherAction().SYMBOL;
        Files.setPosixFilePermissions(pathToFile(path).toPath(), PosixFilePermissions.fromString(symbols));
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        FileStatus status = super.getFileStatus(path);
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(pathToFile(path).toPath(), PosixFileAttributes.class);
            return new FileStatus(
                    status.getLen(),
                    status.isDirectory(),
                    status.getReplication(),
                    status.getBlockSize(),
                    status.getModificationTime(),
                    status.getAccessTime(),
                    FsPermission.valueOf("-" + PosixFilePermissions.toString(attributes.permissions())),
                    attributes.owner().getName(),
                    attributes.group().getName(),
                    status.getPath());
        } catch (NoSuchFileException e) {
            // Gone since a moment ago: what Hadoop saw of it, as Hadoop would say it.
            return status;
        }
    }

    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
        boolean isLink = Files.isSymbolicLink(pathToFile(path).toPath());
        return isLink ? super.getFileLinkStatus(path) : getFileStatus(path);
    }
}
