package dev.vitals.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tests of changes that started within the period, with the effects that were planted; a lift is relative. */
final class ExperimentTruth {
    private final Scene scene;

    private ExperimentTruth(Scene scene) {
        this.scene = scene;
    }

    static List<Map<String, Object>> of(Scene scene) {
        ExperimentTruth truth = new ExperimentTruth(scene);
        Plants plants = scene.spec().plants();
        int last = scene.spec().days() - 1;
        List<Map<String, Object>> tests = new ArrayList<>();
        if (plants.isTesting(last)) {
            tests.add(truth.banner(plants.experimentDay()));
            tests.add(truth.rollout(plants.experimentDay()));
        }
        if (plants.isStrict(last)) {
            tests.add(truth.policy(plants.policyDay()));
        }
        return tests;
    }

    private Map<String, Object> banner(int day) {
        Map<String, Object> map =
                start(ExperimentFlow.BANNER, "user", day, ExperimentFlow.CONTROL, ExperimentFlow.SHOWN);
        map.put(
                "effects",
                List.of(
                        effect("messages of an exposed account since its exposure", -ExperimentFlow.UNSENT),
                        effect("share of negative messages among the messages since exposure", 0)));
        map.put("exposed", exposed(ExperimentFlow.BANNER, ExperimentFlow.CONTROL, ExperimentFlow.SHOWN));
        long[] unsent = scene.truth().daily().get("messages_not_sent");
        map.put("messages_not_sent", sum(unsent));
        return map;
    }

    private Map<String, Object> rollout(int day) {
        Map<String, Object> map =
                start(ExperimentFlow.ROLLOUT, "channel", day, ExperimentFlow.CONTROL, ExperimentFlow.TREATMENT);
        map.put(
                "effects",
                List.of(
                        effect("messages of a channel", 0),
                        effect("share of negative messages", 0),
                        effect("reports of a channel", 0),
                        effect("share of messages that violate", 0)));
        map.put("exposed", exposed(ExperimentFlow.ROLLOUT, ExperimentFlow.CONTROL, ExperimentFlow.TREATMENT));
        return map;
    }

    /** Shares by design; {@code decisions} counts the items first decided before and since that day. */
    private Map<String, Object> policy(int day) {
        double actions = 0;
        double violating = 0;
        double falsePositives = 0;
        double falseNegatives = 0;
        for (Harm harm : Harm.values()) {
            actions += harm.share * harm.upheld;
            violating += harm.share * harm.violating();
            falsePositives += harm.share * harm.upheld * harm.wrongAction;
            falseNegatives += harm.share * (1 - harm.upheld) * harm.wrongPass;
        }
        double morePositives = falsePositives * StrictPolicy.FALSE_POSITIVES;
        double fewerNegatives = falseNegatives * StrictPolicy.FALSE_NEGATIVES;
        double moreActions = actions + morePositives - falsePositives + falseNegatives - fewerNegatives;
        Map<String, Object> map = start(StrictPolicy.ID, "platform", day, StrictPolicy.BEFORE, StrictPolicy.AFTER);
        map.put(
                "effects",
                List.of(
                        change("share of false positives among decisions", falsePositives, morePositives),
                        change("share of false negatives among decisions", falseNegatives, fewerNegatives),
                        change("share of actions among decisions", actions, moreActions),
                        change(
                                "share of false positives among actions",
                                falsePositives / actions,
                                morePositives / moreActions),
                        change(
                                "share of false negatives among decisions not to act",
                                falseNegatives / (1 - actions),
                                fewerNegatives / (1 - moreActions)),
                        change(
                                "share of harmless items that are acted on",
                                falsePositives / (1 - violating),
                                morePositives / (1 - violating)),
                        change(
                                "share of violating items that are left alone",
                                falseNegatives / violating,
                                fewerNegatives / violating)));
        map.put("decisions", decisions());
        return map;
    }

    private Map<String, Object> start(String id, String unit, int day, String control, String treated) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("unit", unit);
        map.put("start_day", day);
        map.put("start_date", scene.delivery().date(day));
        map.put("variants", List.of(control, treated));
        return map;
    }

    private static Map<String, Object> effect(String metric, double lift) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("metric", metric);
        map.put("lift", lift);
        return map;
    }

    private static Map<String, Object> change(String metric, double before, double after) {
        Map<String, Object> map = effect(metric, after / before - 1);
        map.put(StrictPolicy.BEFORE, before);
        map.put(StrictPolicy.AFTER, after);
        return map;
    }

    private Map<String, Object> exposed(String experiment, String... variants) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String variant : variants) {
            map.put(variant, sum(scene.truth().daily().get(ExperimentFlow.exposures(experiment, variant))));
        }
        return map;
    }

    private Map<String, Object> decisions() {
        Map<String, Long> counts = scene.truth().tally(StrictPolicy.ID);
        Map<String, Object> map = new LinkedHashMap<>();
        for (String when : List.of(StrictPolicy.BEFORE, StrictPolicy.AFTER)) {
            Map<String, Object> group = new LinkedHashMap<>();
            for (String name :
                    List.of("decisions", "actions", "false_positives", "false_negatives", "by_the_old_rules")) {
                group.put(name, counts.getOrDefault(when + "\t" + name, 0L));
            }
            map.put(when, group);
        }
        return map;
    }

    private static long sum(long[] numbers) {
        return numbers == null ? 0 : java.util.Arrays.stream(numbers).sum();
    }
}
