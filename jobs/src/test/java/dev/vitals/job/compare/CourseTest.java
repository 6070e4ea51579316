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

/** hold_banner runs for fourteen days, from 12 to 25 January; what is asked about is final on 22 February. */
class CourseTest {
    private static final LocalDate FINAL = LocalDate.of(2026, 2, 22);

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

    /** A quarter of fourteen days is over with the fourth, 0.52 of them with the eighth. */
    @ParameterizedTest(name = "{0} on {1}: {2}, look {3}")
    @CsvSource({
        "fixed, 2026-01-12, RUNNING, 0",
        "fixed, 2026-01-24, RUNNING, 0",
        "fixed, 2026-01-25, NOT_MATURE, 0",
        "fixed, 2026-02-21, NOT_MATURE, 0",
        "fixed, 2026-02-22, FINAL, 0",
        "anytime, 2026-01-13, FINAL, 0",
        "looks, 2026-01-14, RUNNING, 0",
        "looks, 2026-01-15, FINAL, 1",
        "looks, 2026-01-16, RUNNING, 0",
        "looks, 2026-01-19, FINAL, 2",
        "looks, 2026-01-25, NOT_MATURE, 3",
        "looks, 2026-02-20, NOT_MATURE, 3",
        "looks, 2026-02-22, FINAL, 3",
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
