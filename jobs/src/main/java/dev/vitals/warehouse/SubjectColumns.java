package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_values;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Personal;
import dev.vitals.contract.TableContract;
import dev.vitals.job.land.NaturalKeys;
import dev.vitals.warehouse.landing.Needles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * Which rows of a table tell of people that are to be erased, and what their columns become: each pseudonym a token that
 * nobody can trace, the same in all tables, so that the rows of a person still belong together and no number changes.
 *
 * <p>All is done by functions that Delta's log knows by name alone: a condition of pseudonyms would be written into it.
 */
final class SubjectColumns {
    private static final String AUTHOR = "user_id";
    private static final String DETAIL = "detail";

    private final Map<String, String> tokens;
    private final UserDefinedFunction isSubject;
    private final NestedPseudonyms pseudonyms;
    private final UserDefinedFunction isNamed;
    private final UserDefinedFunction masked;
    private final UserDefinedFunction maskedBytes;
    private final boolean isAnybodyHeld;

    /**
     * @param tokens by pseudonym
     * @param needles ids and names as they were delivered
     * @param isAnybodyHeld whether somebody is under a legal hold: whose a line is that was not read can't be told, so that it
     *     loses the names alone
     */
    SubjectColumns(Map<String, String> tokens, Needles needles, boolean isAnybodyHeld) {
        Map<String, String> known = new HashMap<>(tokens);
        tokens.forEach((pseudonym, token) -> known.put(NaturalKeys.marked(pseudonym), NaturalKeys.marked(token)));
        this.tokens = known;
        this.isAnybodyHeld = isAnybodyHeld;
        this.isSubject = udf((UDF1<String, Boolean>) known::containsKey, DataTypes.BooleanType);
        this.pseudonyms = new NestedPseudonyms(known::containsKey, text -> known.getOrDefault(text, text));
        this.isNamed =
                udf((UDF1<byte[], Boolean>) bytes -> bytes != null && needles.areIn(bytes), DataTypes.BooleanType);
        this.masked = udf(
                (UDF1<String, String>) text -> text == null
                        ? null
                        : new String(needles.masked(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8),
                DataTypes.StringType);
        this.maskedBytes =
                udf((UDF1<byte[], byte[]>) bytes -> bytes == null ? null : needles.masked(bytes), DataTypes.BinaryType);
    }

    /** Whether a table has any column that tells of people. */
    static boolean arePersonal(TableContract table) {
        return table.columns().stream().anyMatch(column -> column.personal() != Personal.NONE);
    }

    /** Whether a row tells of any of them. */
    Column mentions(TableContract table, StructType schema) {
        Column any = lit(false);
        for (ColumnContract column : table.columns()) {
            if (isThere(schema, column)) {
                DataType type = schema.apply(column.name()).dataType();
                any = switch (column.personal()) {
                    case NONE -> any;
                    case PSEUDONYM ->
                        any.or(pseudonyms.mention(col(column.name()), type)).or(detailNamed(column.name(), type));
                    case NAME, CONTENT -> any.or(named(col(column.name()), type));
                };
            }
        }
        return any;
    }

    /** What the columns of such a row become. */
    Map<String, Column> changes(TableContract table, StructType schema) {
        Map<String, Column> changes = new HashMap<>();
        for (ColumnContract column : table.columns()) {
            if (isThere(schema, column)) {
                DataType type = schema.apply(column.name()).dataType();
                if (column.personal() == Personal.PSEUDONYM) {
                    changes.put(column.name(), withoutNames(pseudonyms.replaced(col(column.name()), type), type));
                } else if (column.personal() == Personal.NAME) {
                    Column value = col(column.name());
                    changes.put(
                            column.name(),
                            type instanceof ArrayType
                                    ? transform(value, each -> masked.apply(each))
                                    : masked.apply(value));
                } else if (column.personal() == Personal.CONTENT) {
                    changes.putAll(content(column.name(), type, schema));
                }
            }
        }
        Column isInKey = lit(false);
        for (String column : NaturalKeys.madeOf(table.table())) {
            DataType type = schema.apply(column).dataType();
            isInKey = isInKey.or(pseudonyms.mention(col(column), type)).or(detailNamed(column, type));
        }
        if (!NaturalKeys.madeOf(table.table()).isEmpty()) {
            // Of all others the key stays, by which an event that is delivered again is known.
            Column key = col(DerivedKeys.EVENT);
            changes.put(
                    DerivedKeys.EVENT, when(isInKey, DerivedKeys.forgotten(key)).otherwise(key));
        }
        return changes;
    }

    /** Whether a text, or one of a list, holds an id or name. */
    private Column named(Column value, DataType type) {
        return type instanceof ArrayType
                ? coalesce(exists(value, each -> isNamed.apply(each.cast("binary"))), lit(false))
                : isNamed.apply(value.cast("binary"));
    }

    /** Whether a detail of an event, most of which are no pseudonyms, holds one. */
    private Column detailNamed(String column, DataType type) {
        return type instanceof MapType
                ? coalesce(exists(map_values(col(column)), each -> isNamed.apply(each.cast("binary"))), lit(false))
                : lit(false);
    }

    private Column withoutNames(Column value, DataType type) {
        return type instanceof MapType ? transform_values(value, (key, each) -> masked.apply(each)) : value;
    }

    /** What somebody wrote goes; what others wrote loses the name. A line that was not read goes, with what was said of it. */
    private Map<String, Column> content(String name, DataType type, StructType schema) {
        if (type instanceof BinaryType) {
            if (isAnybodyHeld) {
                return Map.of(name, maskedBytes.apply(col(name)), DETAIL, masked.apply(col(DETAIL)));
            }
            Column isTheirs = isNamed.apply(col(name));
            return Map.of(
                    name,
                    when(isTheirs, lit(new byte[0])).otherwise(col(name)),
                    DETAIL,
                    when(isTheirs, lit(null).cast("string")).otherwise(col(DETAIL)));
        }
        boolean hasAuthor = Arrays.asList(schema.fieldNames()).contains(AUTHOR);
        Column others = masked.apply(col(name));
        return Map.of(
                name,
                hasAuthor
                        ? when(isSubject.apply(col(AUTHOR)), lit(null).cast("string"))
                                .otherwise(others)
                        : others);
    }

    private static boolean isThere(StructType schema, ColumnContract column) {
        return Arrays.asList(schema.fieldNames()).contains(column.name());
    }

    /** Says how many, and nothing of anybody. */
    @Override
    public String toString() {
        return tokens.size() + " subjects";
    }
}
