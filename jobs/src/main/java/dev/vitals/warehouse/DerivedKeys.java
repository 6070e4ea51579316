package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.udf;

import dev.vitals.contract.TableContract;
import dev.vitals.job.land.NaturalKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Keys of events that were made from who took part, and ids of messages of which a log names none. */
final class DerivedKeys {
    static final String EVENT = "event_id";

    /** Ids of messages, too, of which a log may name none, and of what an audit drew of these. */
    private static final Set<String> COLUMNS = Set.of(EVENT, "message_id", "item_id", "decision_id");

    private static final int SECRET_BYTES = 32;

    private DerivedKeys() {}

    /** The columns of a table that can hold one. */
    static List<String> columns(TableContract table) {
        return table.columnNames().stream().filter(COLUMNS::contains).toList();
    }

    /** What they become under a key with one secret more. */
    static NestedPseudonyms ofNextEpoch(byte... key) {
        return new NestedPseudonyms(NaturalKeys::isOne, new NextKey(new NextEpoch(key)));
    }

    /** A key that nobody can make again, and that is one key still: its secret is thrown away. */
    static Column forgotten(Column key) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        NextEpoch nobodys = new NextEpoch(HexFormat.of().formatHex(secret).getBytes(StandardCharsets.US_ASCII));
        return udf(new NextKey(nobodys), DataTypes.StringType).apply(key);
    }

    private record NextKey(NextEpoch epoch) implements UDF1<String, String> {
        @Override
        public String call(String text) {
            return text == null ? null : NaturalKeys.replaced(text, epoch::call);
        }

        /** Says nothing of the secret. */
        @Override
        public String toString() {
            return "next key";
        }
    }
}
