package dev.vitals.simulate;

/** What a message is meant to sound like. */
enum Mood {
    POSITIVE("positive", "stock+"),
    NEGATIVE("negative", "stock-"),
    NEUTRAL("neutral", "stock0"),
    TOXIC("toxic", "toxic"),
    SPAM("spam", "spam"),
    BOT("bot", "bot"),
    ODD("odd", "odd");

    final String templates;
    final String stock;
    private final String counter = name().toLowerCase(java.util.Locale.ROOT) + "_texts";

    Mood(String templates, String stock) {
        this.templates = templates;
        this.stock = stock;
    }

    /** Name of the daily count of such texts. */
    String counter() {
        return counter;
    }
}
