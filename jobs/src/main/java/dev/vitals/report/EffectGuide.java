package dev.vitals.report;

import java.util.List;

/** How to read what is said of a test. */
final class EffectGuide {
    private static final String SPLIT = "Split";

    private final Element list = Element.of("dl");

    private EffectGuide() {}

    /**
     * Of tests that are looked at each night.
     *
     * @param rows what the last night of each showed
     */
    static Element ofNights(List<ReadoutRow> rows) {
        return new EffectGuide()
                .effect(" The interval is of that night alone and does not allow for looking every night.")
                .say(
                        SPLIT,
                        "How often chance ever parts the units so far from the plan. It is a sequential p, which holds on all nights"
                                + " together, and so differs from that of a chi-squared test, which is for one look.")
                .belief(rows)
                .render();
    }

    /** Of a test that is looked at once. */
    static Element ofOneLook(List<ReadoutRow> rows) {
        return new EffectGuide()
                .effect("")
                .say(
                        SPLIT,
                        "How often chance parts the units so far from the plan; where the days are known on which they came, on any of"
                                + " these days, which is not what a chi-squared test of one look says.")
                .belief(rows)
                .render();
    }

    private EffectGuide effect(String ofInterval) {
        return say(
                        "Lift and difference",
                        "Treatment against control; where the past of the units is taken into account, without what they were like"
                                + " before." + ofInterval)
                .say(
                        "p and adjusted p",
                        "How often chance makes at least such a difference, and the same for the number of metrics and treatments;"
                                + " of a guardrail, how often chance makes it look as good if it were worse by the margin.")
                .say(
                        "Chance to win",
                        "How likely the treatment is better, as a second view: for each metric by itself, however many there are.");
    }

    /** What the tables have a column of. */
    private EffectGuide belief(List<ReadoutRow> rows) {
        Aid.of(rows).forEach(aid -> say(aid.head(), aid.guide()));
        return this;
    }

    private EffectGuide say(String term, String words) {
        list.add(Element.of("dt").text(term), Element.of("dd").text(words));
        return this;
    }

    private Element render() {
        return SiteTables.part("how-to-read", "How to read this").add(list);
    }
}
