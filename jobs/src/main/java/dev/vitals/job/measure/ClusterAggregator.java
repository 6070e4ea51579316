package dev.vitals.job.measure;

import dev.vitals.stats.ClusterTotals;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Adds up what rows add to the totals of their clusters, as encoded {@link ClusterTotals}; a row is a struct that begins
 * with the hash of its cluster.
 */
abstract class ClusterAggregator extends Aggregator<Row, ClusterTotals.Builder, byte[]> {
    private static final long serialVersionUID = 1L;

    private final int lanes;

    private ClusterAggregator(int lanes) {
        this.lanes = lanes;
    }

    /**
     * Totals of amounts by stratum and cluster. Rows that add nothing to any lane, null among them, are no rows: their
     * cluster has no part in the number.
     *
     * @param hash int, of the cluster
     * @param stratum int, of the stratum
     * @param amounts bigint, one for each lane
     */
    static Column ofAmounts(Column hash, Column stratum, List<Column> amounts) {
        StructType row = new StructType().add("hash", DataTypes.IntegerType).add("stratum", DataTypes.IntegerType);
        List<Column> columns = new ArrayList<>(List.of(hash, stratum));
        for (int lane = 0; lane < amounts.size(); lane++) {
            row = row.add("lane" + lane, DataTypes.LongType);
            columns.add(amounts.get(lane));
        }
        return functions.udaf(new OfAmounts(amounts.size()), Encoders.row(row)).apply(columns.toArray(Column[]::new));
    }

    /**
     * Numbers of cases by time group and cluster.
     *
     * @param hash int, of the cluster
     * @param packed bigint, as {@link DurationsAggregator} reads it; null is no case
     */
    static Column ofDurations(Column hash, Column packed) {
        StructType row = new StructType().add("hash", DataTypes.IntegerType).add("packed", DataTypes.LongType);
        return functions.udaf(new OfDurations(), Encoders.row(row)).apply(hash, packed);
    }

    private static final class OfAmounts extends ClusterAggregator {
        private static final long serialVersionUID = 1L;
        private static final int FIRST_LANE = 2;

        private final int lanes;

        OfAmounts(int lanes) {
            super(lanes);
            this.lanes = lanes;
        }

        @Override
        public ClusterTotals.Builder reduce(ClusterTotals.Builder totals, Row row) {
            long[] amounts = new long[lanes];
            boolean isNothing = true;
            for (int lane = 0; lane < lanes; lane++) {
                amounts[lane] = row.isNullAt(FIRST_LANE + lane) ? 0 : row.getLong(FIRST_LANE + lane);
                isNothing &= amounts[lane] == 0;
            }
            return isNothing ? totals : totals.add(row.getInt(1), row.getInt(0), amounts);
        }
    }

    private static final class OfDurations extends ClusterAggregator {
        private static final long serialVersionUID = 1L;

        OfDurations() {
            super(1);
        }

        @Override
        public ClusterTotals.Builder reduce(ClusterTotals.Builder totals, Row row) {
            return row.isNullAt(1)
                    ? totals
                    : totals.add(DurationsAggregator.timeGroup(row.getLong(1)), row.getInt(0), 1);
        }
    }

    @Override
    public ClusterTotals.Builder zero() {
        return new ClusterTotals.Builder(lanes);
    }

    @Override
    public ClusterTotals.Builder merge(ClusterTotals.Builder a, ClusterTotals.Builder b) {
        return a.merge(b);
    }

    @Override
    public byte[] finish(ClusterTotals.Builder totals) {
        return totals.build().encode();
    }

    @Override
    public Encoder<ClusterTotals.Builder> bufferEncoder() {
        return Encoders.javaSerialization(ClusterTotals.Builder.class);
    }

    @Override
    public Encoder<byte[]> outputEncoder() {
        return Encoders.BINARY();
    }
}
