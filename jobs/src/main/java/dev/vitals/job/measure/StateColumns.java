package dev.vitals.job.measure;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
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
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Which values of a row make the state of which KPI, and how what was collected is read back. */
final class StateColumns {
    /** Gold adds up decimals of 38 digits, of which 12 are behind the point. */
    private static final int MOST_WHOLE_DIGITS = 26;

    private final List<KpiDefinition> kpis;
    private final Days days;
    private final RowInputs amounts = new RowInputs("_amount");
    private final RowInputs inputs = new RowInputs("_input");
    private final List<DataType> inputTypes = new ArrayList<>();
    private final List<RowSums.Sum> sums = new ArrayList<>();
    private final List<StateCollector.Beginning> states = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final Map<String, Integer> peopleStates = new HashMap<>();

    /**
     * Where the evidence of a KPI is.
     *
     * @param anchored position of the sum that counts the rows anchored on the day
     * @param first position of its first sum, or of its state
     * @param sums how many sums it has; 0 when it has a state instead
     * @param people position of the sketch of its people; -1 when it counts none
     * @param clusters position of its totals by cluster; -1 when it has none
     */
    private record Place(int anchored, int first, int sums, int people, int clusters) {
        IntStream allSums() {
            return IntStream.concat(IntStream.of(anchored), IntStream.range(first, first + sums));
        }

        IntStream allStates() {
            return IntStream.of(sums == 0 ? first : -1, people, clusters).filter(state -> state >= 0);
        }
    }

    private StateColumns(List<KpiDefinition> kpis, Days days) {
        this.kpis = kpis;
        this.days = days;
    }

    static StateColumns of(List<KpiDefinition> kpis, Days days) {
        StateColumns columns = new StateColumns(kpis, days);
        List<String> anchors =
                kpis.stream().map(KpiDefinition::anchorDate).distinct().toList();
        for (String anchor : anchors) {
            columns.addSum(when(isAnchor(anchor), lit(1L)));
        }
        for (KpiDefinition kpi : kpis) {
            columns.places.add(new Place(
                    anchors.indexOf(kpi.anchorDate()),
                    columns.addState(kpi),
                    kpi.statistic() instanceof Moments moments ? moments.sums().size() : 0,
                    columns.addPeople(kpi),
                    columns.addClusters(kpi)));
        }
        return columns;
    }

    /** What each row brings. */
    List<Column> ofRows() {
        return Stream.concat(amounts.columns().stream(), inputs.columns().stream())
                .toList();
    }

    /**
     * What collects the states from rows.
     *
     * @param rows of the day, the dimensions of the slices and {@link #ofRows}
     */
    SliceLoop loop(Slices slices, StructType rows) {
        List<DataType> amountTypes = Stream.of(rows.fields())
                .skip(1L + slices.dimensions())
                .limit(amounts.columns().size())
                .map(StructField::dataType)
                .toList();
        List<SliceLoop.Grouping> groupings = slices.groupings().stream()
                .map(grouping -> grouping(slices, grouping))
                .toList();
        return new SliceLoop(
                slices.dimensions(),
                groupings,
                new RowSums(sums, amountTypes),
                amountTypes,
                List.copyOf(states),
                List.copyOf(inputTypes));
    }

    private SliceLoop.Grouping grouping(Slices slices, List<String> dimensions) {
        List<Place> wanted = IntStream.range(0, kpis.size())
                .filter(i -> kpis.get(i).groupings().contains(dimensions))
                .mapToObj(places::get)
                .toList();
        return new SliceLoop.Grouping(
                slices.positions(dimensions),
                wanted.stream().flatMapToInt(Place::allSums).distinct().sorted().toArray(),
                wanted.stream()
                        .flatMapToInt(Place::allStates)
                        .distinct()
                        .sorted()
                        .toArray());
    }

    /** Whether any row of the slice is anchored on the day by the KPI at position {@code kpi}. */
    boolean hasRows(SliceStates.Collected slice, int kpi) {
        return slice.sums().value(places.get(kpi).anchored(), 0).signum() > 0;
    }

    /** The evidence of the KPI at position {@code kpi}, of a slice that it asks for. */
    Evidence evidence(SliceLoop loop, SliceStates.Collected slice, int kpi) {
        Place place = places.get(kpi);
        byte[][] bytes = slice.states();
        return new Evidence(
                state(loop, slice, kpi),
                place.people() < 0 ? null : bytes[place.people()],
                place.clusters() < 0 ? null : ClusterTotals.decode(bytes[place.clusters()]));
    }

    private KpiState state(SliceLoop loop, SliceStates.Collected slice, int kpi) {
        Place place = places.get(kpi);
        if (place.sums() > 0) {
            return KpiState.Sums.of(IntStream.range(place.first(), place.first() + place.sums())
                    .mapToObj(at -> known(slice.sums().value(at, loop.sums().scale(at)), kpi))
                    .toList());
        }
        Statistic statistic = kpis.get(kpi).statistic();
        byte[] bytes = slice.states()[place.first()];
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

    private BigDecimal known(BigDecimal sum, int kpi) {
        if (sum.precision() - sum.scale() > MOST_WHOLE_DIGITS) {
            throw new ArithmeticException(
                    "%s adds up to %s, which has more than %d digits before its point. Nothing was published; let the KPI sum a larger unit."
                            .formatted(kpis.get(kpi).id(), sum.toPlainString(), MOST_WHOLE_DIGITS));
        }
        return sum;
    }

    /** Position of the first sum of a KPI, or of its state. */
    private int addState(KpiDefinition kpi) {
        Statistic statistic = kpi.statistic().withFollowUpEnd(followUpEnd(kpi));
        if (statistic instanceof Moments moments) {
            return addSums(kpi, moments);
        }
        return addState(collector(kpi, statistic));
    }

    private StateCollector.Beginning collector(KpiDefinition kpi, Statistic statistic) {
        Column isAnchor = isAnchor(kpi.anchorDate());
        if (statistic instanceof Distinct.Keys keys) {
            Column key = when(isAnchor.and(expr(keys.where())), expr(keys.key()));
            return StateCollector.Keys.of(text(key), DistinctSketch.LG_K);
        }
        if (statistic instanceof Distinct.Sketches sketches) {
            Column sketch = when(isAnchor.and(expr(sketches.where())), expr(sketches.sketch()));
            return StateCollector.Sketches.of(bytes(sketch), DistinctSketch.LG_K);
        }
        if (statistic instanceof Concentration spread) {
            Column amount = when(isAnchor.and(expr(spread.observed())), expr(spread.amount()));
            return StateCollector.Work.of(whole(xxhash64(expr(spread.person()).cast("string"))), whole(amount));
        }
        if (statistic instanceof Agreement agreement) {
            Column labels = when(isAnchor.and(expr(agreement.where())), array_sort(expr(agreement.labels())));
            return StateCollector.Labels.of(text(array_join(labels, LabelsBuffer.BETWEEN)));
        }
        return StateCollector.Durations.of(whole(when(isAnchor, packed(kpi))));
    }

    /** Position of the sketch of people, one for all KPIs that look at the same rows; -1 when the KPI counts none. */
    private int addPeople(KpiDefinition kpi) {
        if (kpi.people().isEmpty()) {
            return -1;
        }
        People who = kpi.people().get();
        String where = kpi.statistic().withFollowUpEnd(followUpEnd(kpi)).observed();
        String rows = kpi.anchorDate() + "\n" + where + "\n" + who;
        return peopleStates.computeIfAbsent(rows, text -> {
            Column one = when(isAnchor(kpi.anchorDate()).and(expr(where)), expr(who.expression()));
            return addState(
                    who.isSketch()
                            ? StateCollector.Sketches.of(bytes(one), People.LG_K)
                            : StateCollector.Keys.of(text(one), People.LG_K));
        });
    }

    /** Position of the totals by cluster; -1 when the KPI has no clusters. */
    private int addClusters(KpiDefinition kpi) {
        if (kpi.clusters().isEmpty()) {
            return -1;
        }
        Statistic statistic = kpi.statistic().withFollowUpEnd(followUpEnd(kpi));
        Column isAnchor = isAnchor(kpi.anchorDate());
        Clusters clusters = kpi.clusters().get();
        int hash = input(hash(clusters.key()), DataTypes.IntegerType);
        if (!(statistic instanceof Moments moments)) {
            return addState(StateCollector.ClusterDurations.of(hash, whole(when(isAnchor, packed(kpi)))));
        }
        int group = clusters.stratum()
                .map(stratum -> stratum(stratum, clusters.areCut()))
                .or(() -> clusters.labelAt().map(at -> age(at, (Moments.Share) moments)))
                .map(stratum -> input(stratum, DataTypes.IntegerType))
                .orElse(StateCollector.ClusterAmounts.NO_STRATA);
        int[] lanes = moments.clusterAmounts().orElseThrow().sums().stream()
                .mapToInt(amount -> whole(when(isAnchor, expr(amount))))
                .toArray();
        return addState(StateCollector.ClusterAmounts.of(hash, group, lanes));
    }

    private int addState(StateCollector.Beginning state) {
        states.add(state);
        return states.size() - 1;
    }

    private int addSums(KpiDefinition kpi, Moments moments) {
        int first = sums.size();
        List<String> all = moments.sums();
        for (int i = 0; i < all.size(); i++) {
            int at = i;
            Optional<Moments.Product> product =
                    moments.products().stream().filter(p -> p.sum() == at).findFirst();
            if (product.isPresent()) {
                RowSums.Sum one = sums.get(first + product.get().one());
                RowSums.Sum other = sums.get(first + product.get().other());
                sums.add(RowSums.Sum.ofProduct(one.one(), other.one()));
            } else {
                addSum(when(isAnchor(kpi.anchorDate()), expr(all.get(i))));
            }
        }
        return first;
    }

    private void addSum(Column amount) {
        sums.add(RowSums.Sum.of(amounts.at(amount)));
    }

    private int whole(Column value) {
        return input(value, DataTypes.LongType);
    }

    private int text(Column value) {
        return input(value, DataTypes.StringType);
    }

    private int bytes(Column value) {
        return input(value, DataTypes.BinaryType);
    }

    private int input(Column value, DataType type) {
        int at = inputs.at(value.cast(type));
        if (at == inputTypes.size()) {
            inputTypes.add(type);
        }
        return at;
    }

    private static Column isAnchor(String date) {
        return col("_anchor").equalTo(date);
    }

    /** The group of a row by its stratum, see {@link Clusters#group}. */
    private static Column stratum(String name, Optional<String> areCut) {
        Column uncut = hash(name).bitwiseAND(~Clusters.CUT);
        return areCut.map(
                        isCut -> uncut.bitwiseOR(when(expr(isCut), Clusters.CUT).otherwise(0)))
                .orElse(uncut);
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

    /** End of what the KPI sees of a row: the anchor day and its maturity, but not beyond the as-of day. */
    private String followUpEnd(KpiDefinition kpi) {
        return "LEAST(TIMESTAMP'%s 00:00:00', CAST(DATE_ADD(_date, %d) AS TIMESTAMP))"
                .formatted(days.asOf().plusDays(1), kpi.matureAfterDays() + 1);
    }

    /** A row of a KPI of durations as one number; null when it is no observation. */
    private Column packed(KpiDefinition kpi) {
        Statistic statistic = kpi.statistic().withFollowUpEnd(followUpEnd(kpi));
        return statistic instanceof TimeToEvent time
                ? packed(time, expr(followUpEnd(kpi)))
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
        return seconds.multiply(StateCollector.CODES).plus(code).plus(1);
    }
}
