package dev.vitals.cli.faults;

import dev.vitals.contract.Contracts;
import dev.vitals.job.Job;
import dev.vitals.job.refine.RefineJobs;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.warehouse.LandingTables;
import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.WarehouseException;
import dev.vitals.warehouse.WarehouseRuns;
import dev.vitals.warehouse.landing.Landing;
import dev.vitals.warehouse.landing.LandingLimits;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nights of one table of facts and a few numbers, which take seconds and do all that whole ones do, and a launcher that knows how to run one. */
public final class FewTables {
    private static final String TABLE = "silver.report_case";
    private static final Set<String> KPIS = Set.of("reports_received", "time_to_resolution", "report_action_rate");

    private FewTables() {}

    static Nights nights() {
        List<Job> jobs = RefineJobs.all().stream()
                .filter(job -> job.writes().equals(TABLE) || job.writes().startsWith("dim."))
                .toList();
        return new Nights(
                FewTables.class.getName(),
                jobs,
                KpiCatalogue.load().kpis().stream()
                        .filter(kpi -> KPIS.contains(kpi.id()))
                        .toList());
    }

    /** Runs in the other process; words as behind {@code ./vitals run}. */
    public static void main(String[] words) {
        Map<String, String> options = new HashMap<>();
        Map<String, String> conf = new HashMap<>();
        for (int i = 1; i < words.length; i += 2) {
            if (words[i].equals("--conf")) {
                String[] setting = words[i + 1].split("=", 2);
                conf.put(setting[0], setting[1]);
            } else {
                options.put(words[i], words[i + 1]);
            }
        }
        Nights nights = nights();
        try (Warehouse warehouse =
                Warehouse.open(options.get("--warehouse"), Contracts.load(), options.get("--master"), conf)) {
            Landing landing = new Landing(
                    new LandingTables(warehouse),
                    LandingLimits.DEFAULT,
                    System.getenv("VITALS_PSEUDONYM_KEY").getBytes(StandardCharsets.UTF_8),
                    Map.of(),
                    Clock.systemUTC());
            new WarehouseRuns(
                            warehouse,
                            nights.jobs(),
                            nights.kpis(),
                            Clock.systemUTC(),
                            (stage, done, total) -> System.err.printf("[%d/%d] %s  0:00%n", done, total, stage))
                    .run(landing, options.get("--landing"), LocalDate.parse(options.get("--date")));
        } catch (WarehouseException e) {
            System.err.println("vitals: " + e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }
}
