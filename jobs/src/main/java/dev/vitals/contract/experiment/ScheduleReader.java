package dev.vitals.contract.experiment;

import dev.vitals.contract.YamlMap;
import dev.vitals.contract.experiment.ExperimentSpec.CompareBy;
import dev.vitals.contract.experiment.ExperimentSpec.Schedule;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** Reads when a test in the warehouse runs. */
final class ScheduleReader {
    /** A quarter; what a test must know of a unit is looked for so many days back. */
    static final int MOST_DAYS = 92;

    private ScheduleReader() {}

    static Schedule read(YamlMap root) {
        LocalDate start = day(root, "start");
        LocalDate end = day(root, "end");
        if (end.isBefore(start)) {
            throw root.error("end", "of " + end + " lies before the start on " + start + "; swap or mend them.");
        }
        if (!end.isBefore(start.plusDays(MOST_DAYS))) {
            throw root.error(
                    "end",
                    "of " + end + " is more than " + MOST_DAYS + " days after the start; end it by "
                            + start.plusDays(MOST_DAYS - 1) + ", and begin another for what comes later.");
        }
        return new Schedule(
                start,
                end,
                root.optionalOneOf("compare_by", CompareBy.class).orElse(CompareBy.UNIT),
                root.strings("overlaps_with"));
    }

    static LocalDate day(YamlMap root, String key) {
        if (!root.has(key)) {
            throw root.error("key " + key + " is missing: say on which days the test runs, as in " + key
                    + ": 2026-01-13; or bring summaries, or name a source.");
        }
        String text = String.valueOf(root.value(key));
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw root.error(key, "must be a day such as 2026-01-13, not " + text + ".");
        }
    }
}
