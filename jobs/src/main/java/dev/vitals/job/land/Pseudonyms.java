package dev.vitals.job.land;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns ids of people and channels into pseudonyms: the first 32 hex characters of HMAC-SHA-256 under the operator's key.
 *
 * <p>A key may have several secrets, one a line: each line is an epoch, and the pseudonym of one is made of the pseudonym of the
 * epoch before. So a table that knows people by the old pseudonyms can be taken to the new ones, without knowing an id.
 *
 * <p>Few authors write most messages, so the last pseudonyms are kept in a table of fixed size, where a new id replaces
 * an old one with the same slot. Not safe for use by several threads. The key is shown by nothing.
 */
public final class Pseudonyms {
    private static final int SHORTEST_KEY = 16;
    private static final int SLOTS = 1 << 17;
    private static final int BYTES_KEPT = 16;

    private final List<Mac> epochs = new ArrayList<>();
    private final byte[][] ids = new byte[SLOTS][];
    private final String[] pseudonyms = new String[SLOTS];
    private final byte[] digest = new byte[32];

    /**
     * @param key the secrets of the warehouse, the oldest first, a line each of at least 16 bytes; the same key gives the same
     *     pseudonyms for ever
     */
    public Pseudonyms(byte[] key) {
        check(key);
        try {
            for (byte[] secret : secrets(key)) {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                epochs.add(mac);
            }
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
        for (byte[] secret : secrets(key)) {
            if (secret.length < SHORTEST_KEY) {
                throw new IllegalArgumentException(
                        "The pseudonym key has " + secret.length
                                + " bytes; it needs at least " + SHORTEST_KEY
                                + ", and so does each line of one that was rotated, or ids could be found by trying. Make one with: openssl rand -hex 32");
            }
        }
    }

    private static List<byte[]> secrets(byte[] key) {
        List<byte[]> secrets = new ArrayList<>();
        for (String line : new String(key, StandardCharsets.ISO_8859_1).split("\\R", -1)) {
            secrets.add(line.getBytes(StandardCharsets.ISO_8859_1));
        }
        return secrets;
    }

    /** The key as it was in its first epoch, for what must stay the same for ever: signatures, and what others know by name. */
    public static byte[] firstEpoch(byte[] key) {
        return secrets(key).get(0);
    }

    /** The key as it was before its last secret was added; itself where it has one alone. */
    public static byte[] epochBefore(byte[] key) {
        List<byte[]> secrets = secrets(key);
        int length = key.length - secrets.get(secrets.size() - 1).length;
        while (length > 0 && (key[length - 1] == '\n' || key[length - 1] == '\r')) {
            length--;
        }
        return secrets.size() == 1 ? key.clone() : Arrays.copyOf(key, length);
    }

    /** Whether there was an epoch before. */
    boolean isRotated() {
        return epochs.size() > 1;
    }

    /** The pseudonym that an id had in the first epoch, for what must stay the same whatever secrets are added. */
    public String ofFirstEpoch(String id) {
        epochs.get(0).update(id.getBytes(StandardCharsets.UTF_8));
        return end(epochs.get(0));
    }

    /** The pseudonyms that an id had in each epoch, the first one first. */
    public List<String> ofEveryEpoch(String id) {
        List<String> all = new ArrayList<>();
        epochs.get(0).update(id.getBytes(StandardCharsets.UTF_8));
        all.add(end(epochs.get(0)));
        for (Mac epoch : epochs.subList(1, epochs.size())) {
            epoch.update(all.get(all.size() - 1).getBytes(StandardCharsets.US_ASCII));
            all.add(end(epoch));
        }
        return all;
    }

    /** What the pseudonym of the epoch before becomes; a text that is no pseudonym stays. */
    public String ofEpochBefore(String pseudonym) {
        return isOne(pseudonym) ? last(pseudonym.getBytes(StandardCharsets.US_ASCII)) : pseudonym;
    }

    /** Whether a text has the form of a pseudonym. */
    public static boolean isOne(String text) {
        return text.length() == 2 * BYTES_KEPT
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** The pseudonym of an id. */
    public String of(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    /** The pseudonym of what will hardly come again: it takes no other's place in the table. */
    String ofOnce(byte... bytes) {
        return compute(bytes, 0, bytes.length);
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
        epochs.get(0).update(buffer, start, end - start);
        String pseudonym = end(epochs.get(0));
        for (Mac epoch : epochs.subList(1, epochs.size())) {
            epoch.update(pseudonym.getBytes(StandardCharsets.US_ASCII));
            pseudonym = end(epoch);
        }
        return pseudonym;
    }

    private String last(byte... pseudonym) {
        Mac epoch = epochs.get(epochs.size() - 1);
        epoch.update(pseudonym);
        return end(epoch);
    }

    private String end(Mac mac) {
        try {
            mac.doFinal(digest, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 gave more than 32 bytes.", e);
        }
        return HexFormat.of().formatHex(digest, 0, BYTES_KEPT);
    }
}
