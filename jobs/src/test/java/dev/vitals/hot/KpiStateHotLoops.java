package dev.vitals.hot;

import dev.vitals.kpi.DistinctSketch;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiState;
import dev.vitals.kpi.Statistic;
import dev.vitals.stats.LabelPatterns;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeHistogram;
import dev.vitals.stats.WorkByPerson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Adding the days of four weeks up, and keeping and reading back one: states of 2,000 rows each. */
public class KpiStateHotLoops extends HotLoops {
    private static final int DAYS = 28;
    private static final int ROWS = 2_000;
    private static final int CAUSES = 4;
    private static final List<String> LABELS = List.of("correct", "false_positive", "false_negative", "uncertain");

    /** Statistics by their words in the KPI files. */
    public enum Kind {
        /** Of which counts, shares, rates and means are smaller ones. */
        RATIO,
        /** Of which quantiles are one without other ends. */
        TIME_TO_EVENT,
        DISTINCT,
        CONCENTRATION,
        AGREEMENT;

        private KpiState day(int day) {
            Random random = new Random(day);
            List<ChatMessage> messages = HotInputs.messages().subList(day * ROWS, (day + 1) * ROWS);
            return switch (this) {
                case RATIO ->
                    KpiState.Sums.of(IntStream.range(0, 6)
                            .mapToObj(i -> BigDecimal.valueOf(random.nextInt(1_000_000_000), i % 3))
                            .toList());
                case TIME_TO_EVENT -> new KpiState.Durations(durations(random));
                case DISTINCT -> sketch(messages);
                case CONCENTRATION -> new KpiState.Work(work(messages));
                case AGREEMENT -> new KpiState.Patterns(patterns(random));
            };
        }
    }

    @Param
    public Kind kind;

    private List<KpiState> days;
    private Statistic statistic;

    @Setup
    public void prepare() {
        String word = kind.name().toLowerCase(Locale.ROOT);
        statistic = KpiCatalogue.load().kpis().stream()
                .map(kpi -> kpi.statistic())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No KPI has the statistic " + word + " any more."));
        days = IntStream.range(0, DAYS).mapToObj(kind::day).toList();
        if (!keep().equals(days.get(0))) {
            throw new IllegalStateException("A state of " + word + " is another one after it was kept and read back.");
        }
    }

    /** A day of four weeks. */
    @Benchmark
    @OperationsPerInvocation(DAYS)
    public KpiState merge() {
        return KpiState.merge(days);
    }

    /** A state to bytes and back. */
    @Benchmark
    public KpiState keep() {
        return KpiState.decode(statistic, days.get(turn() % DAYS).encode());
    }

    /** The first of the causes is the event, the others compete; a few are still open. */
    private static TimeHistogram durations(Random random) {
        List<Long> seconds = HotInputs.reportSeconds();
        TimeHistogram.Builder durations = TimeHistogram.builder();
        for (int i = 0; i < ROWS; i++) {
            int code = random.nextInt(20) == 0 ? TimeHistogram.CENSORED : random.nextInt(CAUSES);
            durations.add(TimeBins.bin(seconds.get(random.nextInt(seconds.size()))), code, 1);
        }
        return durations.build();
    }

    private static KpiState sketch(List<ChatMessage> messages) {
        List<String> people = messages.stream().map(ChatMessage::user).toList();
        return KpiState.Sketch.of(DistinctSketch.of(people).toBytes());
    }

    private static WorkByPerson work(List<ChatMessage> messages) {
        WorkByPerson.Builder work = new WorkByPerson.Builder();
        messages.forEach(message -> work.add(new Random(Long.parseLong(message.user())).nextLong(), 1));
        return work.build();
    }

    private static LabelPatterns patterns(Random random) {
        LabelPatterns patterns = LabelPatterns.EMPTY;
        for (int i = 0; i < ROWS; i++) {
            patterns = patterns.merge(LabelPatterns.ofUnit(
                    random.ints(3, 0, LABELS.size()).mapToObj(LABELS::get).toList()));
        }
        return patterns;
    }
}
