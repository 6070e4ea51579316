package dev.vitals.cli;

import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Schedule;
import dev.vitals.kpi.ChangeCatalogue;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.warehouse.GoldReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code experiment list}: the tests of the warehouse and how far they are. */
@Command(
        name = "list",
        description =
                "Lists the tests of schemas/experiments: when they run, how far they are, what their primary metrics say; and the changes after launch.",
        mixinStandardHelpOptions = true)
final class ExperimentListCommand implements Callable<Integer> {
    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private TableOrJson output;

    /**
     * A line of the list; the names are the fields of the JSON. A change that nobody randomised has no unit and no end.
     *
     * @param state planned, running, waiting for its numbers to be mature, or final
     * @param primary verdicts of the primary metrics, by metric and variant
     * @param changes what came on the days of a test for all arms alike, in words
     */
    record Line(
            String experiment,
            String unit,
            String owner,
            String start,
            String end,
            String state,
            List<String> primary,
            List<String> changes) {}

    @Override
    public Integer call() {
        ExperimentCatalogue catalogue = ExperimentCatalogue.load();
        ChangeCatalogue changes = ChangeCatalogue.load();
        List<Line> lines = warehouse.with(opened -> {
            GoldReader gold = new GoldReader(opened);
            Optional<LocalDate> night = opened.isThere() ? gold.asOf() : Optional.empty();
            List<Map<String, Object>> readouts = night.isPresent() ? gold.readouts() : List.of();
            return Stream.concat(
                            catalogue.specs().stream().map(spec -> line(catalogue, changes, spec, night, readouts)),
                            changes.specs().stream().map(spec -> line(spec, night)))
                    .toList();
        });
        output.print(lines, ExperimentListCommand::text);
        return ExitCode.FINE;
    }

    private static Line line(
            ExperimentCatalogue catalogue,
            ChangeCatalogue changes,
            ExperimentSpec spec,
            Optional<LocalDate> night,
            List<Map<String, Object>> readouts) {
        Schedule schedule = spec.schedule().orElseThrow();
        List<String> primary = new ArrayList<>();
        for (Map<String, Object> row : readouts) {
            if (row.get("experiment").equals(spec.id()) && "primary".equals(row.get("role"))) {
                primary.add("%s of %s: %s%s"
                        .formatted(row.get("metric"), row.get("variant"), lift(row), row.get("verdict_in_words")));
            }
        }
        return new Line(
                spec.id(),
                spec.unit().name().toLowerCase(Locale.ROOT),
                spec.owner(),
                schedule.start().toString(),
                schedule.end().toString(),
                state(schedule, catalogue.finalDay(spec), night),
                primary,
                changes.during(schedule));
    }

    private static Line line(ChangeSpec spec, Optional<LocalDate> night) {
        boolean isThere = night.isPresent() && !night.get().isBefore(spec.changeOn());
        return new Line(
                spec.id(),
                "change",
                spec.owner(),
                spec.changeOn().toString(),
                null,
                isThere ? "since then: experiment change " + spec.id() : "planned",
                List.of(),
                List.of());
    }

    private static String lift(Map<String, Object> row) {
        return row.get("lift_low") == null
                ? ""
                : "%.1f%% (%.1f%% to %.1f%%), "
                        .formatted(
                                100 * (double) row.get("lift"),
                                100 * (double) row.get("lift_low"),
                                100 * (double) row.get("lift_high"));
    }

    private static String state(Schedule schedule, LocalDate verdict, Optional<LocalDate> night) {
        if (night.isEmpty() || night.get().isBefore(schedule.start())) {
            return "planned";
        }
        if (night.get().isBefore(schedule.end())) {
            return "running";
        }
        return night.get().isBefore(verdict) ? "counted, all verdicts by " + verdict : "final";
    }

    private static String text(List<Line> lines) {
        if (lines.isEmpty()) {
            return "There is no test. Write one into schemas/experiments/<id>.yaml; jobs/docs/experiments.md says how.";
        }
        return lines.stream()
                .map(line -> "%-20s %-10s %s %-13s  %-34s %s"
                                .formatted(
                                        line.experiment(),
                                        line.unit(),
                                        line.start(),
                                        line.end() == null ? "for good" : "to " + line.end(),
                                        line.state(),
                                        line.primary().isEmpty() && line.end() != null
                                                ? "no unit has seen it"
                                                : String.join("; ", line.primary()))
                        + line.changes().stream()
                                .map(change -> "\n    on its days came " + change)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }
}
