package dev.vitals.job.refine;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * What the raters of an audited item agree on: the label of the most raters, {@code uncertain} when two labels tie.
 *
 * <p>Each rater has one voice, his last label. Labels without a rater are voices of their own.
 */
final class Consensus {
    static final String UNCERTAIN = "uncertain";
    /** Columns of an audit label that {@link Label#of} reads. */
    static final List<String> COLUMNS = List.of("event_at", "event_id", "rater_id", "label");

    static final Comparator<Label> IN_ORDER = Comparator.comparing(Label::at).thenComparing(Label::eventId);

    private Consensus() {}

    /** What one rater said. */
    record Label(Instant at, String eventId, String raterId, String label) {
        static Label of(Row row) {
            return new Label(
                    Rows.instant(row, "event_at"),
                    Rows.text(row, "event_id"),
                    Rows.text(row, "rater_id"),
                    Rows.text(row, "label"));
        }
    }

    /** The label of the most raters. */
    static String of(List<Label> labels) {
        Map<String, Integer> votes = new TreeMap<>();
        voices(labels).forEach(voice -> votes.merge(voice.label(), 1, Integer::sum));
        int most = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        List<String> leading = votes.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .map(Map.Entry::getKey)
                .toList();
        return leading.size() == 1 ? leading.get(0) : UNCERTAIN;
    }

    /** When an audit began: the time of its first label. */
    static Instant begin(List<Label> labels) {
        return labels.stream().map(Label::at).min(Comparator.naturalOrder()).orElseThrow();
    }

    /** The last label of each rater, in order of time. */
    static Collection<Label> voices(List<Label> labels) {
        Map<String, Label> last = new LinkedHashMap<>();
        labels.stream().sorted(IN_ORDER).forEach(label -> {
            String rater = label.raterId() == null ? "event " + label.eventId() : "rater " + label.raterId();
            last.remove(rater);
            last.put(rater, label);
        });
        return last.values();
    }
}
