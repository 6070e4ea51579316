package dev.vitals.stats;

import dev.vitals.stats.DelayedLabels.CohortDay;
import java.util.ArrayList;
import java.util.List;

/**
 * The share of cases that will have a label once all have come, and how far each cluster moves it.
 *
 * <p>p = S / E, the labels so far over the cases that would have shown theirs, E = sum over days of n_e P(a_e), where
 * P(a) is the share of labels that come within the age a, as {@link DelayedLabels} estimates it. The move of a
 * cluster is the derivative of p in its cases, its labels and the hazards h_d that they are a part of, with dP(a) =
 * -P(a) times the sum over d above a of dh_d / (1 - h_d). So its error counts what is not known of the delays, beside
 * that of the share.
 *
 * <p>It takes delays to be alike on all days, and cases of old days to get as many labels as those of new ones.
 *
 * @param share of cases that will have a label
 * @param maturedShare the share of these labels that has come
 * @param moves what each cluster adds to the share, around 0
 * @param shown the cases of each cluster that would have shown their labels, its part of E
 */
public record DelayedShare(double share, double maturedShare, List<Double> moves, List<Double> shown) {
    /**
     * @param days of all clusters together
     * @param hazards of these days, complete
     */
    static DelayedShare of(List<CohortDay> days, ReverseHazards hazards, List<List<CohortDay>> clusters) {
        double[] matured = hazards.matured();
        double cases = days.stream().mapToDouble(CohortDay::cases).sum();
        double labels = labels(days);
        double all = shown(days, matured);
        double share = labels / all;
        double[] byHazard = byHazard(days, hazards, matured);
        List<Double> moves = new ArrayList<>();
        List<Double> shown = new ArrayList<>();
        for (List<CohortDay> cluster : clusters) {
            double[] moved = hazards.moves(cluster);
            double own = shown(cluster, matured);
            double more = own;
            for (int delay = 0; delay < moved.length; delay++) {
                more += byHazard[delay] * moved[delay];
            }
            moves.add((labels(cluster) - share * more) / all);
            shown.add(own);
        }
        return new DelayedShare(share, all / cases, List.copyOf(moves), List.copyOf(shown));
    }

    /** How much more cases would have shown their labels if a hazard were larger. */
    private static double[] byHazard(List<CohortDay> days, ReverseHazards hazards, double[] matured) {
        double[] hazard = hazards.hazards();
        double[] by = new double[hazard.length];
        for (int delay = 0; delay < by.length; delay++) {
            for (CohortDay day : days) {
                boolean isHidden = day.age() < delay && hazard[delay] < 1;
                by[delay] -= isHidden ? day.cases() * matured[day.age()] / (1 - hazard[delay]) : 0;
            }
        }
        return by;
    }

    private static double labels(List<CohortDay> days) {
        return days.stream().mapToDouble(CohortDay::soFar).sum();
    }

    private static double shown(List<CohortDay> days, double[] matured) {
        return days.stream()
                .mapToDouble(day -> day.cases() * matured[day.age()])
                .sum();
    }
}
