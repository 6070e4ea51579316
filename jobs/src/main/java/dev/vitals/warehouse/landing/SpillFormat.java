package dev.vitals.warehouse.landing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Spark data source that reads scratch files back as rows of a table, straight into Spark's own rows. */
public final class SpillFormat implements TableProvider {
    private static final Map<String, SpillScan> SCANS = new ConcurrentHashMap<>();
    private static final String SCAN = "scan";

    /** Name under which the rows can be read until {@link #forget}. */
    static String register(SpillScan scan) {
        String name = UUID.randomUUID().toString();
        SCANS.put(name, scan);
        return name;
    }

    static void forget(String name) {
        SCANS.remove(name);
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return SCANS.get(options.get(SCAN)).schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new SpillTable(SCANS.get(properties.get(SCAN)));
    }

    private record SpillTable(SpillScan scan) implements SupportsRead {
        @Override
        public String name() {
            return "scratch of " + scan.shape().table();
        }

        @Override
        @SuppressWarnings("deprecation") // schema() is still the only method that Spark asks for
        public StructType schema() {
            return scan.schema();
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return () -> new WholeScan(scan);
        }
    }

    private record WholeScan(SpillScan scan) implements Scan, Batch {
        @Override
        public StructType readSchema() {
            return scan.schema();
        }

        @Override
        public String description() {
            return "scratch of " + scan.shape().table();
        }

        @Override
        public Batch toBatch() {
            return this;
        }

        @Override
        public InputPartition[] planInputPartitions() {
            return scan.parts().stream()
                    .map(files -> new Part(List.copyOf(files)))
                    .toArray(InputPartition[]::new);
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            SpillScan shipped = scan;
            return part -> new SpilledRows(shipped, ((Part) part).files());
        }
    }

    /** The scratch files that one task reads. */
    private record Part(List<String> files) implements InputPartition {}
}
