package dev.vitals.job.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.experiment.Design;
import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.job.compare.Readouts.Standing;
import dev.vitals.kpi.ExperimentCatalogue;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** hold_banner runs for twenty days, from 13 January to 1 February, and is final on 1 March. */
class CourseTest {
    private static final LocalDate FINAL = LocalDate.of(2026, 3, 1);

    private static ExperimentSpec spec(String design) {
        ExperimentSpec spec = ExperimentCatalogue.load().find("hold_banner").orElseThrow();
        return spec.with(spec.analysis()
                .with(
                        switch (design) {
                            case "anytime" -> new Design.Anytime(1_000);
                            case "looks" ->
                                new Design.GroupSequential(Design.Spending.OBRIEN_FLEMING, List.of(.25, .52, 1.0), 0);
                            default -> new Design.Fixed();
                        }));
    }

    /** A quarter of twenty days is over with the fifth, 0.52 of them with the eleventh. */
    @ParameterizedTest(name = "{0} on {1}: {2}, look {3}")
    @CsvSource({
        "fixed, 2026-01-13, RUNNING, 0",
        "fixed, 2026-01-31, RUNNING, 0",
        "fixed, 2026-02-01, NOT_MATURE, 0",
        "fixed, 2026-02-28, NOT_MATURE, 0",
        "fixed, 2026-03-01, FINAL, 0",
        "anytime, 2026-01-14, FINAL, 0",
        "looks, 2026-01-16, RUNNING, 0",
        "looks, 2026-01-17, FINAL, 1",
        "looks, 2026-01-18, RUNNING, 0",
        "looks, 2026-01-23, FINAL, 2",
        "looks, 2026-02-01, NOT_MATURE, 3",
        "looks, 2026-02-20, NOT_MATURE, 3",
        "looks, 2026-03-01, FINAL, 3",
        "looks, 2026-03-05, FINAL, 3"
    })
    void eachNightHasItsStandingAndItsLook(String design, LocalDate night, Standing standing, int look) {
        ExperimentSpec spec = spec(design);

        assertThat(Course.standing(spec, FINAL, night)).isEqualTo(standing);
        assertThat(
                        Course.at(spec, night).analysis().design() instanceof Design.GroupSequential looks
                                ? looks.look()
                                : 0)
                .isEqualTo(look);
    }
}
