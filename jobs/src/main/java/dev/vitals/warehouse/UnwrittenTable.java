package dev.vitals.warehouse;

import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A table that has a contract and no rows yet: a young warehouse answers every question, with nothing. */
record UnwrittenTable(String name, StructType type) implements SupportsRead {

    @Override
    public Column[] columns() {
        return CatalogV2Util.structTypeToV2Columns(type);
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return () -> new NoRows(type);
    }

    private record NoRows(StructType readSchema) implements LocalScan {
        @Override
        public InternalRow[] rows() {
            return new InternalRow[0];
        }
    }
}
