package dev.vitals.cli;

import dev.vitals.cli.calibration.CalibrationBench;
import dev.vitals.cli.calibration.CalibrationBench.Calibration;
import dev.vitals.cli.calibration.CalibrationTable;
import java.util.List;

/** {@code bench calibration}: how often methods call a difference where there is none. */
final class CalibrationBenchVerb {
    private final BenchOptions options;

    CalibrationBenchVerb(BenchOptions options) {
        this.options = options;
    }

    Integer run() {
        int each = options.samples(2000);
        options.say(CalibrationTable.head(each));
        List<Calibration> all = new CalibrationBench(each).run(c -> options.say(CalibrationTable.line(c)));
        options.output().print(all, CalibrationTable::summary);
        return all.stream().allMatch(Calibration::keepsItsWord) ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
    }
}
