package dev.vitals.job.compare;

import dev.vitals.contract.experiment.Design.Anytime;
import dev.vitals.contract.experiment.Design.GroupSequential;
import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Schedule;
import dev.vitals.job.compare.Readouts.Standing;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** What can be said of a test in the warehouse on a night: how far it has come, and which of its looks that is. */
public final class Course {
    private Course() {}

    /**
     * How far a metric of a test has come.
     *
     * @param finalDay night from which nothing that it counts can change, the test's last day or later
     */
    public static Standing standing(ExperimentSpec spec, LocalDate finalDay, LocalDate night) {
        if (spec.analysis().design() instanceof Anytime) {
            return Standing.FINAL;
        }
        if (night.isBefore(spec.schedule().orElseThrow().end())) {
            return look(spec, night) > 0 ? Standing.FINAL : Standing.RUNNING;
        }
        return night.isBefore(finalDay) ? Standing.NOT_MATURE : Standing.FINAL;
    }

    /** The test at the look that falls on a night; as it is where none does. */
    public static ExperimentSpec at(ExperimentSpec spec, LocalDate night) {
        int look = look(spec, night);
        return look > 0 && spec.analysis().design() instanceof GroupSequential looks
                ? spec.with(spec.analysis().with(looks.at(look)))
                : spec;
    }

    /**
     * Which of the planned looks falls on a night, counted from 1; 0 for none. A look falls on the day by which its share of the
     * test's days is over; from the last day on it is the last one, whose part of alpha is all that is left.
     */
    private static int look(ExperimentSpec spec, LocalDate night) {
        if (!(spec.analysis().design() instanceof GroupSequential looks)) {
            return 0;
        }
        Schedule schedule = spec.schedule().orElseThrow();
        int last = looks.looks().size();
        if (!night.isBefore(schedule.end())) {
            return last;
        }
        long days = ChronoUnit.DAYS.between(schedule.start(), schedule.end()) + 1;
        for (int look = 1; look < last; look++) {
            long over = (long) Math.ceil(looks.looks().get(look - 1) * days);
            if (night.equals(schedule.start().plusDays(over - 1))) {
                return look;
            }
        }
        return 0;
    }
}
