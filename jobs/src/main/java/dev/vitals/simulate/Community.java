package dev.vitals.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A synthetic community whose truth is known: writes the logs of each night and, beside them, what the logs only let one
 * guess.
 *
 * <p>{@code outDir/landing/vitals/<night>/<type>-<nn>.ndjson[.gz]} holds neutral events; {@code outDir/truth} is described
 * at {@link TruthFiles}. Memory depends on the number of days, channels and accounts, not on the number of events. The
 * same spec gives the same bytes, and a longer one begins with the nights of a shorter one.
 */
public final class Community {
    private final CommunitySpec spec;

    private Community(CommunitySpec spec) {
        this.spec = spec;
    }

    public static Community of(CommunitySpec spec) {
        return new Community(spec);
    }

    /** Writes everything; refuses to mix with a landing folder that already holds something. */
    public void write(Path outDir, Progress progress) {
        refuseToMix(outDir);
        Scene scene = Scene.of(spec, outDir);
        scene.delivery().clearSpools();
        AppealFlow appeals = new AppealFlow(scene);
        AuditFlow audits = new AuditFlow(scene);
        EnforcementFlow enforcement = new EnforcementFlow(scene, appeals, audits);
        ReportFlow reports = new ReportFlow(scene, enforcement, audits, appeals);
        AutomodFlow automod = new AutomodFlow(scene, enforcement, audits);
        PeopleFlow people = new PeopleFlow(scene);
        StreamFlow streams = new StreamFlow(scene);
        ExperimentFlow experiments = new ExperimentFlow(scene);
        ChatFlow chat = new ChatFlow(scene, enforcement, reports, automod, audits, people, experiments);
        IncidentFlow incidents = new IncidentFlow(scene, chat, automod, enforcement, reports, audits, streams);
        DirtFlow dirt = new DirtFlow(scene, chat);
        for (int day = 0; day < spec.days(); day++) {
            scene.delivery().open(day);
            appeals.open(day);
            audits.open(day);
            enforcement.open(day);
            reports.open(day);
            automod.open(day);
            people.day(day);
            streams.day(day);
            experiments.day(day);
            chat.day(day);
            double otherItems = spec.reportsOn(day) / ReportFlow.PER_ITEM
                    - ChatFlow.reportedShare(spec, day) * spec.messagesOn(day);
            reports.others(Rhythm.volume(otherItems, scene.delivery().date(day), scene.dice("others", day)));
            enforcement.sweep();
            incidents.day(day);
            dirt.day(day);
            scene.truth().closeDay(day);
            scene.delivery().close(day);
            progress.step(day + 1, spec.days(), scene.delivery().lines());
        }
        scene.delivery().clearSpools();
        new TruthFiles(scene, outDir.resolve("truth")).write();
    }

    /**
     * Refuses a folder that has logs already.
     *
     * @throws IllegalArgumentException when it has
     */
    public static void refuseToMix(Path outDir) {
        Path landing = outDir.resolve("landing").resolve("vitals");
        if (!Files.isDirectory(landing)) {
            return;
        }
        try (Stream<Path> there = Files.list(landing)) {
            if (there.findAny().isPresent()) {
                throw new IllegalArgumentException(landing + " already holds files, and two communities in one landing"
                        + " folder would have no common truth; empty it or name another folder");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not look into " + landing, e);
        }
    }
}
