package dev.vitals.simulate;

/** Neutral event types, in the order in which a night's files are named. */
enum Kind {
    CHAT_MESSAGE("chat.message"),
    REPORT_CREATED("report.created"),
    REPORT_ACTIVITY("report.activity"),
    ENFORCEMENT_ACTION("enforcement.action"),
    APPEAL_EVENT("appeal.event"),
    AUDIT_LABEL("audit.label"),
    AUTOMOD_HOLD("automod.hold"),
    AUTOMOD_UPDATE("automod.update"),
    VIEWERSHIP_INTERVAL("viewership.interval"),
    EXPERIMENT_EXPOSURE("experiment.exposure"),
    STREAM_CONTEXT("stream.context"),
    DIMENSION_CHANNEL("dimension.channel"),
    DIMENSION_USER("dimension.user"),
    DIMENSION_MODERATOR("dimension.moderator");

    private final String type;

    Kind(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }
}
