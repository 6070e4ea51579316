package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_values;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Finds and replaces pseudonyms in a column, also where they stand in lists, maps and structs. */
final class NestedPseudonyms {
    private final UserDefinedFunction isMeant;
    private final UserDefinedFunction next;

    /**
     * @param isMeant of a text, whether it is to be replaced
     * @param next of a text, what takes its place
     */
    NestedPseudonyms(UserDefinedFunction isMeant, UserDefinedFunction next) {
        this.isMeant = isMeant;
        this.next = next;
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
