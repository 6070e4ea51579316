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

/**
 * Spark data source that reads landing files through the adapters, straight into Spark's own rows.
 *
 * <p>A plan is registered on the driver and found by a random name, because the options of a data source end up in plan
 * texts and logs, where the pseudonym key must not be.
 */
public final class LandingFormat implements TableProvider {
    private static final Map<String, LandingPlan> PLANS = new ConcurrentHashMap<>();
    private static final String PLAN = "plan";

    /** Name under which the plan can be read until {@link #forget}. */
    static String register(LandingPlan plan) {
        String name = UUID.randomUUID().toString();
        PLANS.put(name, plan);
        return name;
    }

    static void forget(String name) {
        PLANS.remove(name);
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return StagedRows.schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new LandingTable(PLANS.get(properties.get(PLAN)));
    }

    private record LandingTable(LandingPlan plan) implements SupportsRead {
        @Override
        public String name() {
            return "landing/" + plan.source();
        }

        @Override
        @SuppressWarnings("deprecation") // schema() is still the only method that Spark asks for
        public StructType schema() {
            return StagedRows.schema();
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return () -> new LandingScan(plan);
        }
    }

    private record LandingScan(LandingPlan plan) implements Scan, Batch {
        @Override
        public StructType readSchema() {
            return StagedRows.schema();
        }

        @Override
        public String description() {
            return plan.toString();
        }

        @Override
        public Batch toBatch() {
            return this;
        }

        @Override
        public InputPartition[] planInputPartitions() {
            return plan.groups().stream()
                    .map(group -> new SplitGroup(List.copyOf(group)))
                    .toArray(InputPartition[]::new);
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            LandingPlan shipped = plan;
            return partition -> new LandingReader(shipped, ((SplitGroup) partition).splits());
        }
    }

    /** The stretches that one task reads. */
    record SplitGroup(List<LandingSplit> splits) implements InputPartition {}
}
