package dev.vitals.simulate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * True error rates: counted over all items of each audit frame, not over the drawn ones, and those that the labels of the
 * imperfect raters show on average.
 */
final class ErrorTruth {
    private ErrorTruth() {}

    static Map<String, Object> of(TruthBook book) {
        Map<String, long[]> totals = new LinkedHashMap<>();
        Map<String, Object> strata = new LinkedHashMap<>();
        book.frames().forEach((frame, counts) -> {
            long[] sum = totals.computeIfAbsent(frame.frame(), f -> new long[counts.length]);
            for (int i = 0; i < counts.length; i++) {
                sum[i] += counts[i];
            }
            Map<String, Object> map = counted(frame.frame(), counts);
            map.put("inclusion_probability", frame.inclusionProbability());
            strata.put(frame.frame() + "/" + frame.stratum(), map);
        });
        Map<String, Object> frames = new LinkedHashMap<>();
        totals.forEach((frame, counts) -> frames.put(frame, counted(frame, counts)));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("frames", frames);
        map.put("strata", strata);
        map.put("overall", overall(totals));
        map.put("raters", raters());
        map.put("categories", categories());
        return map;
    }

    private static Map<String, Object> counted(String frame, long[] counts) {
        double wrong = share(counts[TruthBook.WRONG], counts[TruthBook.ITEMS]);
        double sensitivity = Staff.meanSensitivity();
        double specificity = Staff.meanSpecificity();
        double labelled = frame.equals("actioned")
                ? wrong * specificity + (1 - wrong) * (1 - sensitivity)
                : wrong * sensitivity + (1 - wrong) * (1 - specificity);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("items", counts[TruthBook.ITEMS]);
        map.put("wrong", counts[TruthBook.WRONG]);
        map.put("drawn", counts[TruthBook.DRAWN]);
        map.put("labels", counts[TruthBook.LABELS]);
        map.put("true_wrong_share", wrong);
        map.put("labelled_wrong_share", labelled);
        return map;
    }

    /** Over the union of the four frames. */
    private static Map<String, Object> overall(Map<String, long[]> totals) {
        long falsePositives = 0;
        long truePositives = 0;
        long falseNegatives = 0;
        long trueNegatives = 0;
        for (Map.Entry<String, long[]> frame : totals.entrySet()) {
            long wrong = frame.getValue()[TruthBook.WRONG];
            long right = frame.getValue()[TruthBook.ITEMS] - wrong;
            if (frame.getKey().equals("actioned")) {
                falsePositives += wrong;
                truePositives += right;
            } else {
                falseNegatives += wrong;
                trueNegatives += right;
            }
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("true_positives", truePositives);
        map.put("false_positives", falsePositives);
        map.put("false_negatives", falseNegatives);
        map.put("true_negatives", trueNegatives);
        map.put("false_discovery_rate", share(falsePositives, falsePositives + truePositives));
        map.put("false_positive_rate", share(falsePositives, falsePositives + trueNegatives));
        map.put("false_negative_rate", share(falseNegatives, falseNegatives + truePositives));
        map.put("false_omission_rate", share(falseNegatives, falseNegatives + trueNegatives));
        map.put("precision", share(truePositives, falsePositives + truePositives));
        map.put("recall", share(truePositives, falseNegatives + truePositives));
        return map;
    }

    private static Map<String, Object> raters() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("uncertain_share", AuditFlow.UNCERTAIN);
        for (int r = 0; r < Staff.RATERS; r++) {
            Map<String, Object> rates = new LinkedHashMap<>();
            rates.put("sensitivity", Staff.sensitivity(r));
            rates.put("specificity", Staff.specificity(r));
            map.put("rater_" + r, rates);
        }
        return map;
    }

    /** What holds for the decisions on reported items, by design. */
    private static Map<String, Object> categories() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Harm harm : Harm.values()) {
            Map<String, Object> rates = new LinkedHashMap<>();
            rates.put("report_share", harm.share);
            rates.put("upheld_share", harm.upheld);
            rates.put("violating_share", harm.violating());
            rates.put("false_discovery_rate", harm.wrongAction);
            rates.put("false_omission_rate", harm.wrongPass);
            rates.put("false_positive_rate", harm.falsePositiveRate());
            rates.put("false_negative_rate", 1 - harm.sensitivity());
            map.put(harm.id(), rates);
        }
        return map;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }
}
