package dev.vitals.warehouse;

import dev.vitals.job.land.Pseudonyms;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.api.java.UDF1;

/** What a pseudonym of the epoch before becomes, in tasks: each thread makes its own, and neither text nor log shows the key. */
final class NextEpoch implements UDF1<String, String> {
    private static final long serialVersionUID = 1L;

    private final String key;
    private transient ThreadLocal<Pseudonyms> made;

    NextEpoch(byte... key) {
        this.key = new String(key, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String call(String text) {
        return text == null ? null : pseudonyms().ofEpochBefore(text);
    }

    private Pseudonyms pseudonyms() {
        synchronized (this) {
            if (made == null) {
                made = ThreadLocal.withInitial(() -> new Pseudonyms(key.getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        return made.get();
    }

    @Override
    public String toString() {
        return "next epoch";
    }
}
