package dev.vitals.job.land;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns ids of people and channels into pseudonyms: the first 32 hex characters of HMAC-SHA-256 under the operator's key.
 *
 * <p>Few authors write most messages, so the last pseudonyms are kept in a table of fixed size, where a new id replaces
 * an old one with the same slot. Not safe for use by several threads. The key is shown by nothing.
 */
public final class Pseudonyms {
    private static final int SHORTEST_KEY = 16;
    private static final int SLOTS = 1 << 17;
    private static final int BYTES_KEPT = 16;

    private final Mac mac;
    private final byte[][] ids = new byte[SLOTS][];
    private final String[] pseudonyms = new String[SLOTS];
    private final byte[] digest = new byte[32];

    /**
     * @param key the secret of the warehouse, at least 16 bytes; the same key gives the same pseudonyms for ever
     */
    public Pseudonyms(byte[] key) {
        check(key);
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA256, which every Java platform must have.", e);
        }
    }

    /**
     * Looks at a key before anything is done with it.
     *
     * @throws IllegalArgumentException when it is too short
     */
    public static void check(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("The pseudonym key has " + key.length + " bytes; it needs at least "
                    + SHORTEST_KEY + ", or ids could be found by trying. Make one with: openssl rand -hex 32");
        }
    }

    /** Whether a text has the form of a pseudonym. */
    static boolean isOne(String text) {
        return text.length() == 2 * BYTES_KEPT
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** The pseudonym of an id. */
    public String of(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    /** The pseudonym of the id whose UTF-8 form is this range of bytes. */
    String of(byte[] buffer, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + buffer[i];
        }
        int slot = (hash * 0x9E3779B9) >>> 15;
        byte[] known = ids[slot];
        if (known != null && Arrays.equals(known, 0, known.length, buffer, start, end)) {
            return pseudonyms[slot];
        }
        String pseudonym = compute(buffer, start, end);
        ids[slot] = Arrays.copyOfRange(buffer, start, end);
        pseudonyms[slot] = pseudonym;
        return pseudonym;
    }

    /** Tells two keys apart and says nothing else of them: the pseudonym of something that is nobody's id. */
    public String fingerprint() {
        return of("\nfingerprint of the pseudonym key");
    }

    /** Says nothing of the key or of anybody. */
    @Override
    public String toString() {
        return "Pseudonyms";
    }

    private String compute(byte[] buffer, int start, int end) {
        mac.update(buffer, start, end - start);
        try {
            mac.doFinal(digest, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 gave more than 32 bytes.", e);
        }
        return HexFormat.of().formatHex(digest, 0, BYTES_KEPT);
    }
}
