package dev.vitals.report;

/** A piece of a page. */
interface Node {
    void appendTo(StringBuilder out);

    /** Text of our own; escaped. */
    static Node text(String text) {
        return out -> Element.escape(text, out);
    }

    /** Text that came from logs: made visible, escaped, and kept from changing the direction of its neighbours. */
    static Node foreign(String text) {
        return Element.of("bdi").text(Plain.visible(text));
    }
}
