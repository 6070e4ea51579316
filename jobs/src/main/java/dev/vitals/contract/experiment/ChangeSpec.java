package dev.vitals.contract.experiment;

import dev.vitals.contract.DefinitionException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A change in the warehouse that nobody randomised. One that came for everyone on one day has nobody to hold it against but
 * the days before; of one that came for some channels first, the others show what would have happened without it.
 *
 * @param id its name
 * @param hypothesis what is thought to happen, and why
 * @param owner who answers for it
 * @param changeOn first day on which it holds, for everyone or for the first channels
 * @param rollout the channels that got it, by day; empty where everyone did on one
 * @param alpha share of false calls that is accepted
 * @param metrics KPIs by which it is judged, in the order of the file
 */
public record ChangeSpec(
        String id,
        String hypothesis,
        String owner,
        LocalDate changeOn,
        List<Rollout> rollout,
        double alpha,
        List<ChangedMetric> metrics) {
    /** The column of facts by which channels are told apart. */
    public static final String CHANNEL = "channel_id";

    public ChangeSpec {
        rollout = List.copyOf(rollout);
        metrics = List.copyOf(metrics);
    }

    /** A change that came for everyone on one day. */
    public static ChangeSpec forEveryone(
            String id, String hypothesis, String owner, LocalDate changeOn, double alpha, List<ChangedMetric> metrics) {
        return new ChangeSpec(id, hypothesis, owner, changeOn, List.of(), alpha, metrics);
    }

    /** Days on which somebody got the change, in order. */
    public List<LocalDate> days() {
        return rollout.isEmpty()
                ? List.of(changeOn)
                : rollout.stream().map(Rollout::on).toList();
    }

    /**
     * Channels that got the change on a day.
     *
     * @param on the first day on which they had it
     * @param place file and line of it
     */
    public record Rollout(List<String> channels, LocalDate on, String place) {
        public Rollout {
            channels = List.copyOf(channels);
        }

        /** An error about the channels. */
        public DefinitionException error(String message) {
            return new DefinitionException(place + ": channels " + message);
        }
    }

    /**
     * A KPI by which a change is judged.
     *
     * @param unit of its numbers: share, seconds, or a plural noun phrase
     * @param goodWhen which way is better
     * @param labelAge days after which a late label does not count, and before which a day does not; empty for as long as the
     *     KPI waits
     * @param slice the key of the slice that is judged, such as {@code language=en}; empty of all rows
     */
    public record ChangedMetric(
            String kpi,
            String unit,
            Metric.Role role,
            Metric.GoodWhen goodWhen,
            OptionalInt labelAge,
            Optional<String> slice) {
        /** A KPI that waits for its labels as long as it says itself. */
        public ChangedMetric(String kpi, String unit, Metric.Role role, Metric.GoodWhen goodWhen) {
            this(kpi, unit, role, goodWhen, OptionalInt.empty(), Optional.empty());
        }
    }
}
