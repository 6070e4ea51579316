package dev.vitals.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers that the nights of a period found unusual, in sentences: of each number the slice that lies furthest out, with the
 * band that was expected and what else happened.
 *
 * <p>The middle of the band is not told. It is the median of a few days, some of which may be hidden.
 */
final class Unusual {
    /** Numbers that a first screen has room for. */
    private static final int MOST = 5;

    private final Figures figures;

    Unusual(Figures figures) {
        this.figures = figures;
    }

    /** The furthest out first. */
    List<Narrative.Sentence> sentences() {
        Map<String, List<Alarm>> byNumber = new LinkedHashMap<>();
        long hidden = 0;
        for (Alarm alarm : figures.alarms()) {
            if (figures.shows(alarm)) {
                byNumber.computeIfAbsent(Anchors.figure(alarm.kpi(), alarm.estimate()), any -> new ArrayList<>())
                        .add(alarm);
            } else {
                hidden++;
            }
        }
        List<Narrative.Sentence> sentences = new ArrayList<>();
        byNumber.values().stream()
                .sorted(Comparator.comparing((List<Alarm> alarms) -> -size(furthest(alarms))))
                .limit(MOST)
                .forEach(alarms -> sentences.add(sentence(furthest(alarms), alarms.size() - 1)));
        long more = byNumber.size() - sentences.size();
        if (more + hidden > 0) {
            sentences.add(
                    new Narrative.Sentence(
                            "Unusual",
                            Format.counted(more + hidden, "more alert"),
                            "quality",
                            more == 0
                                    ? "on numbers of too few people to be shown."
                                    : "for which there is no room here, or on numbers that are not shown; ./vitals alerts lists them."));
        }
        return sentences;
    }

    private static Alarm furthest(List<Alarm> alarms) {
        return alarms.stream().max(Comparator.comparing(Unusual::size)).orElseThrow();
    }

    private static double size(Alarm alarm) {
        return Math.abs(alarm.score());
    }

    private Narrative.Sentence sentence(Alarm alarm, int others) {
        KpiView kpi = figures.kpi(alarm.kpi());
        String unit = kpi.unitOf(alarm.estimate());
        StringBuilder rest = new StringBuilder();
        alarm.slice()
                .forEach((dimension, value) -> rest.append("of ")
                        .append(dimension.replace('_', ' '))
                        .append(' ')
                        .append(Plain.isolated(value))
                        .append(' '));
        rest.append("was ")
                .append(Format.value(alarm.observed(), unit))
                .append(" on ")
                .append(Format.day(alarm.date()))
                .append("; expected were ")
                .append(Format.value(possible(alarm.low(), unit), unit))
                .append(" to ")
                .append(Format.value(possible(alarm.high(), unit), unit))
                .append(run(alarm));
        if (others > 0) {
            rest.append(", and so in ").append(Format.counted(others, "more case"));
        }
        if (!alarm.context().isEmpty()) {
            rest.append(". Meanwhile: ").append(String.join("; ", alarm.context()));
        }
        return new Narrative.Sentence(
                "Unusual",
                kpi.titleOf(alarm.estimate()),
                Anchors.figure(alarm.kpi(), alarm.estimate()),
                rest.append('.').toString());
    }

    private static String run(Alarm alarm) {
        return switch (alarm.kind()) {
            case "shift" -> ", and has been out since " + Format.day(alarm.since());
            case "unsettled" -> ", for the second day";
            default -> "";
        };
    }

    /** A band is symmetric; what it says of counts below zero or of shares above one means nothing. */
    private static double possible(double end, String unit) {
        double least = Format.isScore(unit) ? end : Math.max(0, end);
        return unit.equals("share") ? Math.min(1, least) : least;
    }
}
