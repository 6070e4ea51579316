package dev.vitals.cli.calibration;

import dev.vitals.cli.coverage.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Draws pairs of arms that do not differ and counts how often each method calls a difference all the same, at 5%; then
 * as many that differ by a known effect, and counts how often the 95% interval holds it. Beside each method is what the
 * usual way calls of the same arms that do not differ.
 */
public final class CalibrationBench {
    /** Between these a 95% interval keeps its word. */
    private static final double LEAST_HELD = 0.93;

    private static final double MOST_HELD = 0.97;
    /** Either end of the band that holds 99% of what chance makes of 5%. */
    private static final double END = 0.005;

    private final int samples;
    private final List<Trial> trials;

    /** @param samples how many pairs of arms of each kind without a difference, and as many with one */
    public CalibrationBench(int samples) {
        this(samples, trials());
    }

    static List<Trial> trials() {
        return Stream.of(
                        MeansTrials.all(),
                        CountTrials.all(),
                        ClusterTrials.all(),
                        QuantileTrials.all(),
                        LevelTrials.all(),
                        TimeTrials.all(),
                        CaseTrials.all(),
                        ChangeTrials.all(),
                        SequentialTrials.all(),
                        BoundaryTrials.all(),
                        GuardTrials.all(),
                        FamilyTrials.all(),
                        PosteriorTrials.all(),
                        PlanTrials.all())
                .flatMap(List::stream)
                .toList();
    }

    CalibrationBench(int samples, List<Trial> trials) {
        this.samples = samples;
        this.trials = trials;
    }

    /** How a method did. */
    public enum Verdict {
        /** As often as it says. */
        IN_BAND,
        /** Less often than 5%, of a method that says at most so often. */
        CONSERVATIVE,
        /** More often than 5%, no more than is documented of it. */
        KNOWN_SHORT,
        /** Not as often as it says. */
        NOT_IN_BAND,
        /** As often as it says, with intervals that hold the truth too often or too seldom. */
        INTERVAL_OFF
    }

    /**
     * How often a method called a difference where there was none, and held one that was planted.
     *
     * @param called share of arms without a difference in which one was called; of a family the mean share of false calls
     * @param low least share that a method of 5% has in 99% of such benchmarks
     * @param high largest one
     * @param held share of the planted effects that the interval held; null without an interval
     * @param naive name of the usual way; null where there is nothing usual that is wrong
     * @param naiveCalled share of the same arms in which the usual way called a difference; null without one
     */
    public record Calibration(
            String method,
            String data,
            int samples,
            double called,
            double low,
            double high,
            Verdict verdict,
            Double held,
            String naive,
            Double naiveCalled) {
        /** Whether it does what is promised of it. */
        public boolean keepsItsWord() {
            return verdict != Verdict.NOT_IN_BAND && verdict != Verdict.INTERVAL_OFF;
        }

        /** Whether there is a usual way, and it calls more than chance makes of 5%. */
        public boolean naiveMisleads() {
            return naiveCalled != null && naiveCalled > high;
        }
    }

    /** All methods, each told to the listener as soon as it is known. */
    public List<Calibration> run(Consumer<Calibration> listener) {
        List<Calibration> all = new ArrayList<>();
        for (Trial trial : trials) {
            for (Calibration calibration : calibrations(trial)) {
                listener.accept(calibration);
                all.add(calibration);
            }
        }
        return all;
    }

    private List<Calibration> calibrations(Trial trial) {
        // By its data, so that one more trial changes no number of the others.
        String name = trial.draw(new Chance(0), false).get(0).data();
        List<List<Trial.Claim>> alike = draw(trial, false, name.hashCode());
        List<List<Trial.Claim>> planted = alike.get(0).stream().anyMatch(claim -> claim.isHeld() != null)
                ? draw(trial, true, ~(long) name.hashCode())
                : alike;
        List<Calibration> calibrations = new ArrayList<>();
        for (int claim = 0; claim < alike.get(0).size(); claim++) {
            int position = claim;
            calibrations.add(calibration(
                    alike.stream().map(round -> round.get(position)).toList(),
                    planted.stream().map(round -> round.get(position)).toList()));
        }
        return calibrations;
    }

    private List<List<Trial.Claim>> draw(Trial trial, boolean isPlanted, long seed) {
        Chance chance = new Chance(seed);
        List<List<Trial.Claim>> rounds = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            rounds.add(trial.draw(chance, isPlanted));
        }
        return rounds;
    }

    private Calibration calibration(List<Trial.Claim> alike, List<Trial.Claim> planted) {
        Trial.Claim first = alike.get(0);
        BinomialDistribution chance = BinomialDistribution.of(samples, Trial.ALPHA);
        double low = (double) chance.inverseCumulativeProbability(END) / samples;
        double high = (double) chance.inverseSurvivalProbability(END) / samples;
        double called =
                alike.stream().mapToDouble(Trial.Claim::called).average().orElseThrow();
        Double held = first.isHeld() == null
                ? null
                : (Double) (planted.stream().filter(Trial.Claim::isHeld).count() / (double) samples);
        Double naive = first.naive() == null
                ? null
                : (Double) alike.stream()
                        .mapToDouble(Trial.Claim::naiveCalled)
                        .average()
                        .orElseThrow();
        Verdict verdict = verdict(first.promise(), called, low, high, held);
        return new Calibration(
                first.method(), first.data(), samples, called, low, high, verdict, held, first.naive(), naive);
    }

    private static Verdict verdict(Promise promise, double called, double low, double high, Double held) {
        if (promise.isKnownShort() && (called > high || held != null && held < LEAST_HELD)) {
            return called <= promise.mostCalled() && (held == null || held >= promise.leastHeld())
                    ? Verdict.KNOWN_SHORT
                    : Verdict.NOT_IN_BAND;
        }
        if (called > high || called < low && !promise.isAtMost()) {
            return Verdict.NOT_IN_BAND;
        }
        if (held != null && (held < LEAST_HELD || held > MOST_HELD && !promise.isAtMost())) {
            return Verdict.INTERVAL_OFF;
        }
        return called < low ? Verdict.CONSERVATIVE : Verdict.IN_BAND;
    }
}
