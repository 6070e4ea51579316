package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.V1Scan;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.apache.spark.sql.sources.TableScan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A table by its rows, such as those after a past night, as SQL finds it by the name of the table. */
record PastTable(String name, Dataset<Row> rows) implements SupportsRead {
    @Override
    public Column[] columns() {
        return CatalogV2Util.structTypeToV2Columns(rows.schema());
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new Narrowing(rows);
    }

    /** Leaves out columns that nobody asked for, and rows that can't be those that were asked for. */
    private static final class Narrowing
            implements ScanBuilder, SupportsPushDownRequiredColumns, SupportsPushDownFilters {
        private Dataset<Row> rows;
        private StructType wanted;
        private Filter[] pushed = {};

        Narrowing(Dataset<Row> rows) {
            this.rows = rows;
            this.wanted = rows.schema();
        }

        @Override
        public void pruneColumns(StructType requiredSchema) {
            wanted = requiredSchema;
        }

        /** All of them are left to Spark as well. */
        @Override
        public Filter[] pushFilters(Filter[] filters) {
            pushed = Arrays.stream(filters)
                    .filter(filter -> condition(filter).isPresent())
                    .toArray(Filter[]::new);
            for (Filter filter : pushed) {
                rows = rows.filter(condition(filter).orElseThrow());
            }
            return filters;
        }

        /** Those that choose days and numbers; by them whole files are left out. */
        private static Optional<org.apache.spark.sql.Column> condition(Filter filter) {
            if (filter instanceof EqualTo equal) {
                return Optional.of(col(equal.attribute()).equalTo(equal.value()));
            } else if (filter instanceof GreaterThan more) {
                return Optional.of(col(more.attribute()).gt(more.value()));
            } else if (filter instanceof GreaterThanOrEqual least) {
                return Optional.of(col(least.attribute()).geq(least.value()));
            } else if (filter instanceof LessThan less) {
                return Optional.of(col(less.attribute()).lt(less.value()));
            } else if (filter instanceof LessThanOrEqual most) {
                return Optional.of(col(most.attribute()).leq(most.value()));
            } else if (filter instanceof In in) {
                return Optional.of(col(in.attribute()).isin(in.values()));
            }
            return Optional.empty();
        }

        @Override
        public Filter[] pushedFilters() {
            return pushed.clone();
        }

        @Override
        public Scan build() {
            return new Rows(rows.select(Arrays.stream(wanted.fieldNames())
                    .map(name -> col("`" + name + "`"))
                    .toArray(org.apache.spark.sql.Column[]::new)));
        }
    }

    private record Rows(Dataset<Row> rows) implements V1Scan {
        @Override
        public StructType readSchema() {
            return rows.schema();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T extends BaseRelation & TableScan> T toV1TableScan(SQLContext context) {
            return (T) new Relation(context, rows);
        }
    }

    private static final class Relation extends BaseRelation implements TableScan {
        private final SQLContext context;
        private final Dataset<Row> rows;

        Relation(SQLContext context, Dataset<Row> rows) {
            this.context = context;
            this.rows = rows;
        }

        @Override
        public SQLContext sqlContext() {
            return context;
        }

        @Override
        public StructType schema() {
            return rows.schema();
        }

        @Override
        public RDD<Row> buildScan() {
            return rows.rdd();
        }
    }
}
