package dev.vitals.warehouse.landing;

import dev.vitals.job.land.Lines;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A delivered file, known by where it lies and what it weighs.
 *
 * @param source source folder, which names the adapter
 * @param path path below the landing folder
 * @param uri full URI
 * @param lengthBytes length in bytes
 * @param modifiedAt modification time
 */
record LandingFile(String source, String path, String uri, long lengthBytes, Instant modifiedAt)
        implements Serializable {

    /** The same for the same content in the same place; other content under the same name is another file. */
    String fileId() {
        String identity = source + '\n' + path + '\n' + lengthBytes + '\n' + modifiedAt.toEpochMilli();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** Whether several tasks may read stretches of it. */
    boolean isSplittable() {
        return Lines.isSplittable(source, path);
    }

    /** Path below the source folder. */
    String pathInSource() {
        return path.substring(source.length() + 1);
    }
}
