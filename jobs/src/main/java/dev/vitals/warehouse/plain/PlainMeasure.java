package dev.vitals.warehouse.plain;

import dev.vitals.kpi.Distinct;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiSlice;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Measures KPI by KPI the days whose numbers a night may change, and merges the numbers into gold. */
final class PlainMeasure {
    static final String GOLD = "gold.kpi_daily";

    private static final StructType COLUMNS =
            StructType.fromDDL("kpi STRING, date DATE, slice_key STRING, estimate STRING,"
                    + " numerator DOUBLE, denominator DOUBLE, value DOUBLE");
    private static final Set<String> OF_CHAT = Set.of(PlainFacts.CHANNELS, PlainFacts.CHATTERS);
    private static final Set<String> FACTS = Set.of(
            PlainFacts.CHANNELS, PlainFacts.CHATTERS, PlainFacts.REPORTS, PlainFacts.ACTIONS, PlainFacts.APPEALS);

    private final PlainTables tables;
    private final PlainSpan span;

    PlainMeasure(PlainTables tables, PlainSpan span) {
        this.tables = tables;
        this.span = span;
    }

    /** The KPIs that the plain way has. */
    static List<KpiDefinition> kpis() {
        return KpiCatalogue.load().kpis().stream()
                .filter(kpi -> FACTS.contains(kpi.from()))
                .toList();
    }

    List<PlainCell> measure() {
        FACTS.forEach(fact -> tables.read(fact).createOrReplaceTempView(view(fact)));
        channelsWithChatters().createOrReplaceTempView("channel_day_chatter");
        List<PlainCell> cells = new ArrayList<>();
        for (KpiDefinition kpi : kpis()) {
            cells.addAll(cells(kpi));
        }
        merge(cells);
        return cells;
    }

    private List<PlainCell> cells(KpiDefinition definition) {
        PlainKpi kpi = PlainKpi.of(definition);
        PlainNumbers numbers = new PlainNumbers(definition);
        LocalDate from = first(definition);
        String facts = definition.statistic() instanceof Distinct ? "channel_day_chatter" : view(definition.from());
        List<PlainCell> cells = new ArrayList<>();
        Set<LocalDate> busy = new HashSet<>();
        for (Row row : tables.spark().sql(kpi.query(facts, from, span.night())).collectAsList()) {
            LocalDate day = row.<Date>getAs("day").toLocalDate();
            Map<String, String> slice = new TreeMap<>();
            for (String dimension : kpi.grouping(row.<Long>getAs("grouping"))) {
                slice.put(dimension, row.getAs("slice_" + kpi.dimensions().indexOf(dimension)));
            }
            if (slice.isEmpty()) {
                busy.add(day);
            }
            cells.addAll(numbers.of(day, KpiSlice.key(slice), row));
        }
        for (LocalDate day = from; !day.isAfter(span.night()); day = day.plusDays(1)) {
            if (!busy.contains(day)) {
                cells.addAll(numbers.of(day, KpiSlice.ALL, null));
            }
        }
        return cells;
    }

    /** Days of channels once for each of their chatters. */
    private Dataset<Row> channelsWithChatters() {
        Dataset<Row> chatters = tables.read(PlainBronze.CHAT)
                .selectExpr("channel_id", "event_date AS activity_date", "user_id")
                .distinct();
        return tables.read(PlainFacts.CHANNELS).join(chatters, new String[] {"channel_id", "activity_date"}, "left");
    }

    /** Numbers of chat are final when its days are; those of what is followed change for as long. */
    private LocalDate first(KpiDefinition kpi) {
        return OF_CHAT.contains(kpi.from()) ? span.firstTouched() : span.firstFollowed();
    }

    private void merge(List<PlainCell> cells) {
        List<Row> rows = cells.stream()
                .map(cell -> RowFactory.create(
                        cell.kpi(),
                        Date.valueOf(cell.date()),
                        cell.sliceKey(),
                        cell.estimate(),
                        cell.numerator(),
                        cell.denominator(),
                        cell.value()))
                .toList();
        List<String> ofChat = kpis().stream()
                .filter(kpi -> OF_CHAT.contains(kpi.from()))
                .map(kpi -> "'" + kpi.id() + "'")
                .toList();
        String replaced = "t.date <= DATE'%s' AND t.date >= IF(t.kpi IN (%s), DATE'%s', DATE'%s')"
                .formatted(span.night(), String.join(", ", ofChat), span.firstTouched(), span.firstFollowed());
        tables.upsert(
                GOLD, tables.spark().createDataFrame(rows, COLUMNS), "date", replaced, "kpi", "slice_key", "estimate");
    }

    private static String view(String fact) {
        return fact.replace('.', '_');
    }
}
