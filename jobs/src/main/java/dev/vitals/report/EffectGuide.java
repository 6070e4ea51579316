package dev.vitals.report;

/** How to read what is said of a test. */
final class EffectGuide {
    private final Element list = Element.of("dl");

    private EffectGuide() {}

    /** Of tests that are looked at each night. */
    static Element ofNights() {
        return new EffectGuide()
                .effect(" The interval is of that night alone and does not allow for looking every night.")
                .belief()
                .say("Matured", "Part of the unit days that can no longer change.")
                .render();
    }

    /** Of a test that is looked at once. */
    static Element ofOneLook() {
        return new EffectGuide().effect("").belief().render();
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

    private EffectGuide belief() {
        return say(
                        "Correlation with the past, variance left",
                        "How closely a metric follows what its units were like before, and how much of its variance is left when"
                                + " that is taken out. The less is left, the narrower the interval.")
                .say(
                        "Imbalance before",
                        "How often chance makes the arms as different as they were before the test. Far below 0.01, look at how"
                                + " units were assigned.")
                .say(
                        "Design effect",
                        "How many times larger the variance is than that of as many independent units, because units of a cluster"
                                + " are alike. At 4, a quarter of the units would tell as much if they were independent.");
    }

    private EffectGuide say(String term, String words) {
        list.add(Element.of("dt").text(term), Element.of("dd").text(words));
        return this;
    }

    private Element render() {
        return SiteTables.part("how-to-read", "How to read this").add(list);
    }
}
