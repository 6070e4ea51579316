package dev.vitals.job.measure;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.vitals.job.Days;
import dev.vitals.kpi.Agreement;
import dev.vitals.kpi.Clusters;
import dev.vitals.kpi.Concentration;
import dev.vitals.kpi.Distinct;
import dev.vitals.kpi.DistinctSketch;
import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiState;
import dev.vitals.kpi.Moments;
import dev.vitals.kpi.People;
import dev.vitals.kpi.Quantile;
import dev.vitals.kpi.Statistic;
import dev.vitals.kpi.TimeToEvent;
import dev.vitals.stats.ClusterTotals;
import dev.vitals.stats.LabelPatterns;
import dev.vitals.stats.TimeHistogram;
import dev.vitals.stats.WorkByPerson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Which columns of the aggregation make the state of which KPI, and how they are read back. */
final class StateColumns {
    private final List<Column> aggregates = new ArrayList<>();
    private final int[] first;
    private final int[] anchored;
    private final int[] people;
    private final int[] clusters;
    private final Map<String, Integer> peopleColumns = new HashMap<>();

    private StateColumns(int kpis) {
        this.first = new int[kpis];
        this.anchored = new int[kpis];
        this.people = new int[kpis];
        this.clusters = new int[kpis];
    }

    static StateColumns of(List<KpiDefinition> kpis, Days days) {
        StateColumns columns = new StateColumns(kpis.size());
        List<String> anchors =
                kpis.stream().map(KpiDefinition::anchorDate).distinct().toList();
        for (String anchor : anchors) {
            columns.add(count(when(col("_anchor").equalTo(anchor), lit(1))));
        }
        for (int i = 0; i < kpis.size(); i++) {
            columns.anchored[i] = anchors.indexOf(kpis.get(i).anchorDate());
            columns.first[i] = columns.aggregates.size();
            columns.add(i, kpis.get(i), days);
            columns.people[i] = columns.addPeople(kpis.get(i), days);
            columns.clusters[i] = columns.addClusters(kpis.get(i), days);
        }
        return columns;
    }

    /** The aggregates, in the order in which {@link #state} expects them behind the group. */
    List<Column> aggregates() {
        return aggregates;
    }

    /** Whether any row of the group is anchored on the day by the KPI at position {@code kpi}. */
    boolean hasRows(Row row, int offset, int kpi) {
        return row.getLong(offset + anchored[kpi]) > 0;
    }

    /** The evidence of the KPI at position {@code kpi}, from a row whose aggregates begin at {@code offset}. */
    Evidence evidence(Row row, int offset, int kpi, Statistic statistic) {
        byte[] bytes = clusters[kpi] < 0 ? null : row.getAs(offset + clusters[kpi]);
        return new Evidence(
                state(row, offset, kpi, statistic),
                people[kpi] < 0 ? null : row.getAs(offset + people[kpi]),
                bytes == null ? null : ClusterTotals.decode(bytes));
    }

    private KpiState state(Row row, int offset, int kpi, Statistic statistic) {
        int at = offset + first[kpi];
        if (statistic instanceof Moments moments) {
            List<BigDecimal> sums = new ArrayList<>();
            for (int i = 0; i < moments.sums().size(); i++) {
                sums.add(row.getDecimal(at + i));
            }
            return KpiState.Sums.of(sums);
        }
        byte[] bytes = row.getAs(at);
        if (statistic instanceof Concentration) {
            return new KpiState.Work(WorkByPerson.decode(bytes));
        }
        if (statistic instanceof Agreement) {
            return new KpiState.Patterns(LabelPatterns.decode(bytes));
        }
        return statistic instanceof Distinct
                ? KpiState.Sketch.of(bytes)
                : new KpiState.Durations(TimeHistogram.decode(bytes));
    }

    /** Position of the sketch of people, one for all KPIs that look at the same rows; -1 when the KPI counts none. */
    private int addPeople(KpiDefinition kpi, Days days) {
        if (kpi.people().isEmpty()) {
            return -1;
        }
        People who = kpi.people().get();
        String where = kpi.statistic().withFollowUpEnd(followUpEnd(kpi, days)).observed();
        String rows = kpi.anchorDate() + "\n" + where + "\n" + who;
        return peopleColumns.computeIfAbsent(rows, text -> {
            Column counts = col("_anchor").equalTo(kpi.anchorDate()).and(expr(where));
            Column one = when(counts, expr(who.expression()));
            add(
                    who.isSketch()
                            ? udaf(new DistinctAggregator.OfSketches(People.LG_K), Encoders.BINARY())
                                    .apply(one)
                            : udaf(new DistinctAggregator.OfKeys(People.LG_K), Encoders.STRING())
                                    .apply(one.cast("string")));
            return aggregates.size() - 1;
        });
    }

    /** Position of the totals by cluster; -1 when the KPI has no clusters. */
    private int addClusters(KpiDefinition kpi, Days days) {
        if (kpi.clusters().isEmpty()) {
            return -1;
        }
        Statistic statistic = kpi.statistic().withFollowUpEnd(followUpEnd(kpi, days));
        Column isAnchor = col("_anchor").equalTo(kpi.anchorDate());
        Clusters clusters = kpi.clusters().get();
        Column hash = hash(clusters.key());
        if (statistic instanceof Moments moments) {
            Column group = clusters.stratum()
                    .map(StateColumns::hash)
                    .or(() -> clusters.labelAt().map(at -> age(at, (Moments.Share) moments)))
                    .orElse(lit(0));
            List<Column> amounts = moments.clusterAmounts().orElseThrow().sums().stream()
                    .map(amount -> when(isAnchor, expr(amount)))
                    .toList();
            add(ClusterAggregator.ofAmounts(hash, group, amounts));
        } else {
            add(ClusterAggregator.ofDurations(hash, when(isAnchor, packed(kpi, days))));
        }
        return aggregates.size() - 1;
    }

    /** The group of a row by how many days after its own its label came. */
    private static Column age(String labelAt, Moments.Share share) {
        Column days = greatest(lit(0), datediff(expr(labelAt).cast("date"), col("_date")));
        return when(expr(share.numerator()), coalesce(days, lit(0)).plus(1)).otherwise(lit(Clusters.UNLABELLED));
    }

    /** 32 bits that are the same for the same text, on every engine and day. */
    private static Column hash(String key) {
        return shiftright(xxhash64(expr(key).cast("string")), 32).cast("int");
    }

    private void add(int index, KpiDefinition kpi, Days days) {
        Statistic statistic = kpi.statistic().withFollowUpEnd(followUpEnd(kpi, days));
        Column isAnchor = col("_anchor").equalTo(kpi.anchorDate());
        if (statistic instanceof Moments moments) {
            for (String amount : moments.sums()) {
                add(coalesce(sum(when(isAnchor, expr(amount))), lit(0)).cast("decimal(38,12)"));
            }
        } else if (statistic instanceof Distinct.Keys keys) {
            Column key = when(isAnchor.and(expr(keys.where())), expr(keys.key()).cast("string"));
            add(udaf(new DistinctAggregator.OfKeys(DistinctSketch.LG_K), Encoders.STRING())
                    .apply(key));
        } else if (statistic instanceof Distinct.Sketches sketches) {
            Column sketch = when(isAnchor.and(expr(sketches.where())), expr(sketches.sketch()));
            add(udaf(new DistinctAggregator.OfSketches(DistinctSketch.LG_K), Encoders.BINARY())
                    .apply(sketch));
        } else if (statistic instanceof Concentration spread) {
            Column person = xxhash64(expr(spread.person()).cast("string"));
            Column amount = expr(spread.amount()).cast("bigint");
            add(WorkAggregator.of(person, when(isAnchor.and(expr(spread.observed())), amount)));
        } else if (statistic instanceof Agreement agreement) {
            Column labels = when(isAnchor.and(expr(agreement.where())), array_sort(expr(agreement.labels())));
            add(udaf(new LabelsAggregator(), Encoders.STRING()).apply(array_join(labels, LabelsBuffer.BETWEEN)));
        } else {
            Column observed = when(isAnchor, packed(kpi, days));
            add(udaf(new DurationsAggregator(), Encoders.LONG())
                    .apply(coalesce(observed, lit(DurationsAggregator.NONE))));
        }
    }

    private void add(Column aggregate) {
        aggregates.add(aggregate.as("s" + aggregates.size()));
    }

    /** End of what the KPI sees of a row: the anchor day and its maturity, but not beyond the as-of day. */
    private static String followUpEnd(KpiDefinition kpi, Days days) {
        return "LEAST(TIMESTAMP'%s 00:00:00', CAST(DATE_ADD(_date, %d) AS TIMESTAMP))"
                .formatted(days.asOf().plusDays(1), kpi.matureAfterDays() + 1);
    }

    /** A row of a KPI of durations as one number; null when it is no observation. */
    private static Column packed(KpiDefinition kpi, Days days) {
        Statistic statistic = kpi.statistic().withFollowUpEnd(followUpEnd(kpi, days));
        return statistic instanceof TimeToEvent time
                ? packed(time, expr(followUpEnd(kpi, days)))
                : packed((Quantile) statistic);
    }

    private static Column packed(Quantile quantile) {
        Column seconds = expr(quantile.seconds()).cast("bigint");
        return when(expr(quantile.where()).and(seconds.geq(0)), pack(seconds, lit(TimeToEvent.EVENT)));
    }

    private static Column packed(TimeToEvent time, Column followUpEnd) {
        Column start = expr(time.start());
        Column end = expr(time.end());
        Column hasEnded = end.isNotNull().and(end.lt(followUpEnd));
        Column until = when(hasEnded, end).otherwise(followUpEnd);
        Column seconds = wholeSeconds(start, until);
        Column code = when(hasEnded, code(time)).otherwise(TimeHistogram.CENSORED);
        Column isObservation = expr(time.where())
                .and(start.isNotNull())
                .and(end.isNull().or(end.geq(start)))
                .and(seconds.geq(0));
        return when(isObservation, pack(seconds, code));
    }

    private static Column code(TimeToEvent time) {
        if (time.endKind().isEmpty()) {
            return lit(TimeToEvent.EVENT);
        }
        Column kind = expr(time.endKind().get());
        Column code = lit(TimeHistogram.CENSORED);
        for (String competing : time.competing()) {
            code = when(kind.equalTo(competing), time.code(competing)).otherwise(code);
        }
        for (String event : time.events()) {
            code = when(kind.equalTo(event), TimeToEvent.EVENT).otherwise(code);
        }
        return code;
    }

    /** Rounded down: an end in the same second is an end after 0 seconds. */
    private static Column wholeSeconds(Column from, Column to) {
        return floor(unix_micros(to).minus(unix_micros(from)).divide(1_000_000));
    }

    private static Column pack(Column seconds, Column code) {
        return seconds.multiply(DurationsAggregator.CODES).plus(code).plus(1);
    }
}
