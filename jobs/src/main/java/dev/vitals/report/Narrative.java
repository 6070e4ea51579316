package dev.vitals.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says in plain sentences what changed, and what is not settled, from the numbers alone. */
final class Narrative {
    /** Sentences that a first screen has room for beside the headline figures. */
    private static final int LEADING = 4;

    private final Figures figures;
    private final Surroundings surroundings;
    private final List<Sentence> told = new ArrayList<>();
    private final List<Sentence> counts = new ArrayList<>();

    Narrative(Figures figures) {
        this.figures = figures;
        this.surroundings = new Surroundings(figures);
        tell();
    }

    /**
     * One statement.
     *
     * @param tag its gist in a word
     * @param subject what it is about; linked to its figure
     * @param target anchor of that figure, without #
     * @param rest the rest of the sentence
     */
    record Sentence(String tag, String subject, String target, String rest) {
        String text() {
            return subject + " " + rest;
        }
    }

    /** What leads: the first sentences, and in a few words what became of the figures that none is about. */
    List<Sentence> lead() {
        List<Sentence> lead = new ArrayList<>(told.subList(0, Math.min(told.size(), LEADING)));
        lead.addAll(counts);
        return lead;
    }

    /** What follows: all other sentences. */
    List<Sentence> others() {
        return told.subList(Math.min(told.size(), LEADING), told.size());
    }

    /** Moves first (worse, better, neither, uneven), then what is provisional, then what held and what happened around. */
    private void tell() {
        List<KpiView> always = Layout.told(figures);
        List<Sentence> moved = new ArrayList<>();
        List<Sentence> uneven = new ArrayList<>();
        List<Sentence> unsettled = new ArrayList<>();
        List<Sentence> rest = new ArrayList<>();
        int steady = 0;
        int open = 0;
        for (KpiView kpi : ordered(always)) {
            Movement movement = figures.movement(kpi, kpi.leading());
            if (movement.isMoved()) {
                (isUnsettled(kpi) ? unsettled : moved).add(sentence(kpi));
            } else if (movement.verdict() == Movement.Verdict.UNEVEN) {
                uneven.add(sentence(kpi));
            } else if (always.contains(kpi)) {
                rest.add(sentence(kpi));
            } else if (movement.verdict() == Movement.Verdict.STEADY) {
                steady++;
            } else if (movement.verdict() == Movement.Verdict.UNSETTLED) {
                open++;
            }
        }
        moved.sort(Comparator.comparing(Narrative::urgency));
        told.addAll(moved);
        told.addAll(uneven);
        told.addAll(unsettled);
        told.addAll(rest);
        told.addAll(surroundings.sentences());
        if (steady > 0) {
            String verb = "did not move beyond " + (steady == 1 ? "its" : "their") + " noise.";
            counts.add(new Sentence("Steady", Format.counted(steady, "other figure"), "how-to-read", verb));
        }
        if (open > 0) {
            String verb = (open == 1 ? "is" : "are") + " not compared yet, because "
                    + (open == 1 ? "it is" : "they are") + " not final.";
            counts.add(new Sentence("Provisional", Format.counted(open, "other figure"), "how-to-read", verb));
        }
    }

    private List<KpiView> ordered(List<KpiView> first) {
        List<KpiView> kpis = new ArrayList<>(first);
        figures.kpis().stream().filter(kpi -> !first.contains(kpi)).forEach(kpis::add);
        return kpis;
    }

    private static int urgency(Sentence sentence) {
        return switch (sentence.tag()) {
            case "Worse" -> 0;
            case "Better" -> 1;
            default -> 2;
        };
    }

    /** The days to come can take the move back. Durations count open cases in, so that time alone does not move them. */
    private boolean isUnsettled(KpiView kpi) {
        return figures.isPartial() && !kpi.statistic().equals("time_to_event");
    }

    /** What can be said of a KPI's leading estimate. */
    Sentence sentence(KpiView kpi) {
        Figure now = figures.now(kpi, kpi.leading());
        Figure before = figures.before(kpi, kpi.leading());
        Movement movement = figures.movement(kpi, kpi.leading());
        String noun = figures.period().noun();
        String was = figures.period().comparedNoun();
        String fromTo = "from " + told(before) + " to " + told(now) + change(before, now);
        return switch (movement.verdict()) {
            case MOVED -> moved(kpi, before, now, movement);
            case UNEVEN ->
                say(
                        "Uneven",
                        kpi,
                        rose(movement) + " " + fromTo + ", but " + standout(kpi, movement)
                                + provisionally(kpi, movement) + ".");
            case STEADY ->
                say(
                        isUnsettled(kpi) ? "Provisional" : "Steady",
                        kpi,
                        "is " + told(now) + ", against " + told(before) + " " + was + ": no more than noise"
                                + Targets.clause(now) + provisionally(kpi, movement) + ".");
            case UNJUDGED ->
                say(
                        "Unjudged",
                        kpi,
                        "went " + fromTo + "; it has no interval" + days(kpi) + Targets.clause(now)
                                + provisionally(kpi, movement) + ".");
            case REDEFINED ->
                say(
                        "Redefined",
                        kpi,
                        "is " + told(now) + "; its definition changed to version "
                                + now.cell().kpiVersion() + ", so that " + was + " does not compare.");
            case UNSETTLED ->
                say(
                        "Provisional",
                        kpi,
                        "is " + told(now) + " so far; not compared with " + was + " " + Anchors.until(figures, kpi)
                                + ", because it is still followed up.");
            case PARTIAL ->
                say(
                        "Provisional",
                        kpi,
                        "is " + told(now) + " so far; the " + noun + " is not complete, so that it is not compared.");
            case NO_PREVIOUS ->
                say(
                        now.isProvisional() ? "Provisional" : "New",
                        kpi,
                        "is " + told(now) + "; " + was + " has no number to compare with" + Targets.clause(now)
                                + provisionally(kpi, movement) + ".");
            case NO_DATA -> say("No data", kpi, "has no data this " + noun + ".");
            case TOO_FEW ->
                say(
                        "Too few",
                        kpi,
                        "is not shown: it rests on fewer than " + Format.count(kpi.minDenominator())
                                + " observations or people, or would tell a number that does.");
        };
    }

    private Sentence moved(KpiView kpi, Figure before, Figure now, Movement movement) {
        if (isUnsettled(kpi)) {
            return say(
                    "Provisional",
                    kpi,
                    "reads " + told(now) + " so far, against " + told(before) + " "
                            + figures.period().comparedNoun() + change(before, now) + ": beyond its noise"
                            + provisionally(kpi, movement) + ".");
        }
        String tag = switch (movement.effect(kpi.goodWhen())) {
            case "worse" -> "Worse";
            case "better" -> "Better";
            default -> "Moved";
        };
        return say(
                tag,
                kpi,
                rose(movement) + " from " + told(before) + " to " + told(now) + change(before, now)
                        + Targets.clause(now) + provisionally(kpi, movement) + "."
                        + new Drivers(figures).sentence(kpi, movement)
                        + raids(kpi, movement));
    }

    /** Raids on the day that moved furthest, where they were more than a week before. */
    private String raids(KpiView kpi, Movement movement) {
        LocalDate day = Weekdays.of(figures, kpi, kpi.leading()).furthest(movement.isUp());
        String raids = day == null ? "" : surroundings.raids(day);
        return raids.isEmpty() ? "" : " It moved furthest on " + Format.day(day) + ": " + raids + ".";
    }

    private static String rose(Movement movement) {
        return movement.isUp() ? "rose" : "fell";
    }

    private static Sentence say(String tag, KpiView kpi, String rest) {
        return new Sentence(tag, kpi.titleOf(kpi.leading()), Anchors.figure(kpi.id(), kpi.leading()), rest);
    }

    /** The number, and for one that is not reached what is known of it. */
    static String told(Figure figure) {
        boolean isOpen = figure.state() == Figure.State.NOT_REACHED
                && !figure.intervalText().isEmpty();
        return figure.valueText() + (isOpen ? " (" + figure.intervalText() + ")" : "");
    }

    private static String change(Figure before, Figure now) {
        boolean isPlain = before.state() == Figure.State.VALUE && now.state() == Figure.State.VALUE;
        return isPlain ? " (" + Format.change(before.value(), now.value(), now.unit()) + ")" : "";
    }

    private String provisionally(KpiView kpi, Movement movement) {
        return movement.isProvisional() ? "; provisional " + Anchors.until(figures, kpi) : "";
    }

    private String standout(KpiView kpi, Movement movement) {
        Weekdays days = Weekdays.of(figures, kpi, kpi.leading());
        LocalDate furthest = days.furthest(movement.isUp());
        String raids = furthest == null ? "" : surroundings.raids(furthest);
        String day = furthest == null
                ? ""
                : "; " + Format.day(furthest) + " stands out at " + told(figures.day(kpi, kpi.leading(), furthest))
                        + (raids.isEmpty() ? "" : " (" + raids + ")");
        return "only " + days.alike(movement.isUp()) + " of its " + days.compared() + " days "
                + (movement.isUp() ? "are above" : "are below") + " the same weekday before" + day;
    }

    private String days(KpiView kpi) {
        Weekdays days = Weekdays.of(figures, kpi, kpi.leading());
        return days.areEnough()
                ? ", and " + days.higher() + " of " + days.compared() + " days were above the same weekday before"
                : " to judge that by";
    }
}
