package dev.vitals.cli.night;

import dev.vitals.job.Job;
import dev.vitals.job.refine.RefineJobs;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The part of a night that the contestants do, too: the facts that most numbers are made of, and these numbers. */
final class SameWork {
    static final Set<String> FACTS = Set.of(
            "silver.appeal",
            "silver.channel_day",
            "silver.chatter_day",
            "silver.enforcement_action",
            "silver.report_case");

    private SameWork() {}

    /** The jobs that make the facts, and those whose tables they read, in the order of all. */
    static List<Job> jobs() {
        List<Job> all = RefineJobs.all();
        Set<String> tables = new TreeSet<>(FACTS);
        List<Job> wanted = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            Job job = all.get(i);
            if (tables.contains(job.writes())) {
                wanted.add(0, job);
                job.reads().forEach(input -> tables.add(input.table()));
            }
        }
        return wanted;
    }

    static List<KpiDefinition> kpis() {
        return KpiCatalogue.load().kpis().stream()
                .filter(kpi -> FACTS.contains(kpi.from()))
                .toList();
    }
}
