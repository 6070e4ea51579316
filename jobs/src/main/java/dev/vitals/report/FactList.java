package dev.vitals.report;

/** The facts of a test, line by line: who answers for it, how its units are parted, and how it is judged. */
final class FactList {
    private final Element list = Element.of("dl").with("class", "facts");

    FactList add(String term, Node words) {
        list.add(Element.of("dt").text(term), Element.of("dd").add(words));
        return this;
    }

    private FactList add(String term, String words) {
        return add(term, Node.text(words));
    }

    /** What every page tells of a test; how its units are parted once there are rows. */
    FactList add(ExperimentView test) {
        add("Owner", Node.foreign(test.spec().owner()))
                .add(
                        "Unit",
                        ExperimentView.noun(test.spec().unit())
                                + (test.hasClusters() ? ", assigned by whole clusters" : ""));
        if (!test.rows().isEmpty()) {
            SplitWords words = new SplitWords(test);
            add("Split", words.split()).add("Left out", words.leftOut());
        }
        AnalysisWords judged = new AnalysisWords(test);
        return add("Family", judged.family()).add("Design", judged.design()).add("Lift", judged.lift());
    }

    Element render() {
        return list;
    }
}
