package dev.vitals.simulate;

/**
 * An item that people report.
 *
 * @param subjectUser platform id of the person behind it
 * @param messageId reported message, or null
 * @param violating whether it truly violates
 * @param reports how often it is reported
 * @param spreadSeconds within which the later reports typically follow the first
 * @param firstAt when the first report is filed
 */
record ReportCase(
        String subjectType,
        String subjectId,
        long subjectUser,
        int channel,
        String messageId,
        Harm harm,
        boolean violating,
        String severity,
        String language,
        String surface,
        int reports,
        double spreadSeconds,
        long firstAt) {}
