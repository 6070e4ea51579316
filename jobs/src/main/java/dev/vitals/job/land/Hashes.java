package dev.vitals.job.land;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Natural keys for events that have no id of their own. */
final class Hashes {
    private static final int BYTES_KEPT = 16;

    private final MessageDigest sha256;

    Hashes() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java platform must have.", e);
        }
    }

    /** 32 hex characters that stand for these parts in this order; a missing part differs from an empty one. */
    String of(Object... parts) {
        for (Object part : parts) {
            byte[] bytes = part == null ? null : part.toString().getBytes(StandardCharsets.UTF_8);
            sha256.update((bytes == null ? "-;" : bytes.length + ";").getBytes(StandardCharsets.US_ASCII));
            if (bytes != null) {
                sha256.update(bytes);
            }
        }
        return HexFormat.of().formatHex(sha256.digest(), 0, BYTES_KEPT);
    }
}
