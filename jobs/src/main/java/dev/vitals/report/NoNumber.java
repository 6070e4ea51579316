package dev.vitals.report;

/** What a cell says in the place of a number: that it is hidden, or that there is none. */
final class NoNumber {
    /** Of a number that rests on so few that it is hidden; never of one that is not known. */
    static final String FEW = "too few";

    /** Of a number that more days may still make known. */
    static final String NOT_YET = "not known yet";

    private NoNumber() {}

    static Element few() {
        return Element.of("span").with("class", "value none").text(FEW);
    }

    /** A dash, which is read aloud as what it stands for. */
    static Element unknown() {
        return Element.of("span")
                .with("class", "sub")
                .with("role", "img")
                .with("aria-label", "not known")
                .text("–");
    }

    /** A reason why there is none. */
    static Element because(String reason) {
        return FigureCell.small(reason);
    }
}
