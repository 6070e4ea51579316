package dev.vitals.job.refine;

import dev.vitals.job.Job;
import dev.vitals.kpi.ExperimentCatalogue;
import java.util.List;

/** The jobs that turn events into facts. */
public final class RefineJobs {
    private RefineJobs() {}

    /** All of them, each after those whose tables it reads. */
    public static List<Job> all() {
        ExperimentCatalogue experiments = ExperimentCatalogue.load();
        return List.of(
                DimensionVersions.ofChannels(),
                DimensionVersions.ofUsers(),
                DimensionVersions.ofModerators(),
                new ReportCase(),
                new ReportBacklog(),
                new BacklogFlow(),
                new ActedMessage(),
                new Incident(),
                new EnforcementAction(),
                new Offence(),
                new BanEvasionFlag(),
                new AutomodDecision(),
                new Appeal(),
                new AuditItem(),
                new AuditVote(),
                new ModeratorSession(),
                new ModeratorScorecard(),
                new ChannelDay(),
                new ChatterActivity(),
                new Witnessing(),
                new WitnessReturn(),
                new SanctionRelease(),
                new ChatterDay(),
                new NewChatter(),
                new ExperimentUnit(experiments),
                new ExperimentUnitDay(experiments));
    }
}
