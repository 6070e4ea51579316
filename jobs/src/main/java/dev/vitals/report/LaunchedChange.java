package dev.vitals.report;

import dev.vitals.contract.experiment.ChangeSpec;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A change that nobody randomised, with what the days since its launch say of it.
 *
 * @param spec its file
 * @param effects one of each metric, in the order of the file; none where it could not be judged
 * @param problem why it could not be judged
 */
public record LaunchedChange(ChangeSpec spec, List<ChangeEffect> effects, Optional<String> problem) {
    public LaunchedChange {
        effects = List.copyOf(effects);
    }

    /** A change that was judged. */
    public static LaunchedChange judged(ChangeSpec spec, List<ChangeEffect> effects) {
        return new LaunchedChange(spec, effects, Optional.empty());
    }

    /** A change that was not, and why. */
    public static LaunchedChange unjudged(ChangeSpec spec, String problem) {
        return new LaunchedChange(spec, List.of(), Optional.of(problem));
    }

    /** First day on which it holds. */
    LocalDate on() {
        return spec.changeOn();
    }

    boolean isForEveryone() {
        return spec.rollout().isEmpty();
    }

    /** The id as a heading. */
    String title() {
        return Format.capital(spec.id().replace('_', ' '));
    }

    String anchor() {
        return "change-" + Anchors.clean(spec.id());
    }
}
