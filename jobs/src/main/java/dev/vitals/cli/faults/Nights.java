package dev.vitals.cli.faults;

import dev.vitals.job.Job;
import dev.vitals.job.refine.RefineJobs;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a night is made of, and by which program a process of its own does it.
 *
 * @param program main class that understands the words of the launcher
 * @param jobs jobs of a night, each after those whose tables it reads
 * @param kpis its numbers
 */
record Nights(String program, List<Job> jobs, List<KpiDefinition> kpis) {
    Nights {
        jobs = List.copyOf(jobs);
        kpis = List.copyOf(kpis);
    }

    /** As they are in production. */
    static Nights whole() {
        return new Nights(
                "dev.vitals.cli.Main", RefineJobs.all(), KpiCatalogue.load().kpis());
    }

    Set<String> names() {
        return jobs.stream().map(Job::name).collect(Collectors.toSet());
    }
}
