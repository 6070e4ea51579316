package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_values;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Finds and replaces pseudonyms in a column, also where they stand in lists, maps and structs. */
final class NestedPseudonyms {
    private final UserDefinedFunction isMeant;
    private final UserDefinedFunction next;

    /** Lists of details are kept as one text. */
    private static final String BETWEEN = ";";

    /**
     * @param isMeant of a pseudonym, whether it is to be replaced
     * @param next of a pseudonym, what takes its place
     */
    NestedPseudonyms(UDF1<String, Boolean> isMeant, UDF1<String, String> next) {
        this.isMeant = udf(new AnyPart(isMeant), DataTypes.BooleanType);
        this.next = udf(new EachPart(next), DataTypes.StringType);
    }

    /** Whether a text, or any part of a list, is meant. */
    private record AnyPart(UDF1<String, Boolean> isMeant) implements UDF1<String, Boolean> {
        @Override
        public Boolean call(String text) throws Exception {
            if (!text.contains(BETWEEN)) {
                return isMeant.call(text);
            }
            for (String part : text.split(BETWEEN, -1)) {
                if (isMeant.call(part)) {
                    return true;
                }
            }
            return false;
        }

        /** Says nothing of anybody. */
        @Override
        public String toString() {
            return "any part";
        }
    }

    /** A text, or each part of a list, as it becomes. */
    private record EachPart(UDF1<String, String> next) implements UDF1<String, String> {
        @Override
        public String call(String text) throws Exception {
            if (text == null || !text.contains(BETWEEN)) {
                return next.call(text);
            }
            String[] parts = text.split(BETWEEN, -1);
            for (int i = 0; i < parts.length; i++) {
                parts[i] = next.call(parts[i]);
            }
            return String.join(BETWEEN, parts);
        }

        /** Says nothing of anybody. */
        @Override
        public String toString() {
            return "each part";
        }
    }

    /** Whether a value is a pseudonym that is meant, or holds one. */
    Column mention(Column value, DataType type) {
        if (type instanceof StringType) {
            return value.isNotNull().and(isMeant.apply(value));
        }
        if (type instanceof ArrayType array) {
            return value.isNotNull().and(exists(value, each -> mention(each, array.elementType())));
        }
        if (type instanceof MapType map) {
            return value.isNotNull().and(exists(map_values(value), each -> mention(each, map.valueType())));
        }
        Column any = lit(false);
        if (type instanceof StructType fields) {
            for (String field : fields.fieldNames()) {
                any = any.or(mention(value.getField(field), fields.apply(field).dataType()));
            }
        }
        return any;
    }

    /** The value, with what each pseudonym in it becomes. */
    Column replaced(Column value, DataType type) {
        if (type instanceof StringType) {
            return when(value.isNotNull(), next.apply(value));
        }
        if (type instanceof ArrayType array) {
            return transform(value, each -> replaced(each, array.elementType()));
        }
        if (type instanceof MapType map) {
            return transform_values(value, (key, each) -> replaced(each, map.valueType()));
        }
        if (type instanceof StructType fields) {
            Column[] all = Arrays.stream(fields.fieldNames())
                    .map(field -> replaced(
                                    value.getField(field), fields.apply(field).dataType())
                            .as(field))
                    .toArray(Column[]::new);
            return when(value.isNotNull(), struct(all));
        }
        return value;
    }
}
