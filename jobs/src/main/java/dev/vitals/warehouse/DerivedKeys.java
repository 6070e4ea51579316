package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.udf;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Personal;
import dev.vitals.contract.TableContract;
import dev.vitals.job.land.NaturalKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Keys of events that were made from who took part, and ids of actions and messages of which a log names none. */
final class DerivedKeys {
    static final String EVENT = "event_id";

    private static final int SECRET_BYTES = 32;

    private DerivedKeys() {}

    /** The columns that can hold one; numbers of a layer that tells of nobody have none. */
    static List<String> columns(TableContract table, StructType schema) {
        List<String> columns = new ArrayList<>();
        for (ColumnContract column : table.columns()) {
            boolean isId = column.name().endsWith("_id") || column.name().endsWith("_ids");
            if (isId
                    && column.personal() == Personal.NONE
                    && !table.layer().equals("gold")
                    && List.of(schema.fieldNames()).contains(column.name())) {
                columns.add(column.name());
            }
        }
        return columns;
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
