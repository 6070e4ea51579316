package dev.vitals.contract.dsa;

import java.util.ArrayList;
import java.util.List;

/** The lines of the sections that list indicators one below the other, in the order of the template. */
public final class DsaLines {
    public static final String TOTAL_NUMBER = "Total number";
    public static final String UPHELD = "Decisions upheld";
    public static final String PARTIALLY_REVERSED = "Decisions partially reversed";
    public static final String REVERSED = "Decisions reversed";
    public static final String MEDIAN = "Median time";
    public static final String OMITTED = "Decision omitted";

    public static final String COMPLAINTS = "Number of complaints submitted to the internal-complaints mechanism";
    public static final String ABOUT_NO_ACTION =
            "Complaint regarding a decision not to take action on a notice submitted in accordance with Article 16";
    public static final String ABOUT_TRUSTED_NO_ACTION =
            "Complaint regarding a decision not to take action on a notice submitted by a Trusted Flagger in accordance with Article 16";
    public static final String REPEATED_ILLEGAL =
            "Number of suspensions enacted for the provision of manifestly illegal content";

    public static final String SOLELY = "Number of measures solely taken by automated means";
    public static final String NOT_AUTOMATED = "Number of measures not taken by automated means";
    public static final String NOTICES_SOLELY = "Number of notices solely processed by automated means";
    public static final String NOTICES_NOT_AUTOMATED = "Number of notices not processed by automated means";
    public static final String ACCURACY = "Accuracy of the automated means - Accuracy";
    public static final String PRECISION = "Accuracy of the automated means - Precision";
    public static final String RECALL = "Accuracy of the automated means - Recall";
    public static final String OWN_INITIATIVE = "Own-initiative";
    public static final String ALL_NOTICES = "NAM Total";
    public static final String TRUSTED_NOTICES = "NAM Trusted Flagger";

    public static final String INTERNAL = "Number of internal moderators employed by the provider";
    public static final String EXTERNAL = "Number of external moderators contracted by the provider";
    public static final String EXPERTS = "Number of total moderators with sufficient linguistic expertise";

    private static final String EVERYBODY = "All";
    private static final String HOSTS = "Only for providers of hosting services, including online platforms";
    private static final String PLATFORMS = "Only for providers of online platforms";
    private static final String VERY_LARGE = "Only for VLOPs";
    private static final List<String> OUTCOMES = List.of(UPHELD, PARTIALLY_REVERSED, REVERSED, MEDIAN);
    private static final List<String> QUALITY = List.of(ACCURACY, PRECISION, RECALL);

    private DsaLines() {}

    /**
     * A line of a section.
     *
     * @param applicability whose duty it is
     * @param part heading that several lines share
     * @param indicator what is told
     * @param scope of what
     */
    public record Line(String applicability, String part, String indicator, String scope) {
        /** The unit of its value. */
        public String unit() {
            if (scope.equals(MEDIAN)) {
                return DsaValue.HOURS;
            }
            return QUALITY.contains(indicator) || scope.startsWith("Percentage") ? DsaValue.SHARE : DsaValue.COUNT;
        }
    }

    /** Whose duty the lines of a section by category are. */
    public static String applicability(DsaSection section) {
        return section == DsaSection.NOTICES ? HOSTS : EVERYBODY;
    }

    /** The lines of a section; none of those that are by category. */
    public static List<Line> of(DsaSection section, DsaTemplate template) {
        return switch (section) {
            case APPEALS -> appeals();
            case AUTOMATED -> automated(template);
            case HUMANS -> humans(template);
            case AMAR -> amar(template);
            case QUALITATIVE -> qualitative();
            default -> List.of();
        };
    }

    private static List<Line> appeals() {
        List<Line> lines = new ArrayList<>();
        String part = "Internal complaints mechanism";
        lines.add(new Line(EVERYBODY, part, COMPLAINTS, TOTAL_NUMBER));
        OUTCOMES.forEach(scope -> lines.add(new Line(PLATFORMS, part, COMPLAINTS, scope)));
        lines.add(new Line(PLATFORMS, part, COMPLAINTS, OMITTED));
        lines.add(new Line(
                PLATFORMS,
                part,
                "Number of restrictions newly imposed as a result of an internal complaint",
                TOTAL_NUMBER));
        List<String> subjects = new ArrayList<>();
        for (DsaRestriction.Kind kind : DsaRestriction.Kind.values()) {
            subjects.add(kind.complaint());
        }
        subjects.addAll(List.of(ABOUT_NO_ACTION, ABOUT_TRUSTED_NO_ACTION));
        for (String subject : subjects) {
            lines.add(new Line(PLATFORMS, part, subject, TOTAL_NUMBER));
            OUTCOMES.forEach(scope -> lines.add(new Line(PLATFORMS, part, subject, scope)));
        }
        String disputes = "Number of disputes submitted to out-of-court dispute settlement bodies";
        for (String scope : List.of(
                TOTAL_NUMBER,
                UPHELD,
                PARTIALLY_REVERSED,
                REVERSED,
                MEDIAN,
                OMITTED,
                "Percentage of outcomes implemented")) {
            lines.add(new Line(PLATFORMS, "Out-of-court dispute settlement bodies", disputes, scope));
        }
        for (String indicator : List.of(
                REPEATED_ILLEGAL,
                "Number of suspensions enacted for the provision of manifestly unfounded notices",
                "Number of suspensions enacted for the provision of manifestly unfounded complaints")) {
            lines.add(new Line(PLATFORMS, "Suspensions imposed on repeated offenders", indicator, TOTAL_NUMBER));
        }
        return lines;
    }

    private static List<Line> automated(DsaTemplate template) {
        List<Line> lines = new ArrayList<>();
        String part = "Use of automated means for content moderation";
        lines.addAll(block(EVERYBODY, part, List.of(SOLELY, NOT_AUTOMATED), TOTAL_NUMBER));
        lines.addAll(block(EVERYBODY, part, List.of(SOLELY, NOT_AUTOMATED), OWN_INITIATIVE));
        lines.addAll(block(HOSTS, part, List.of(NOTICES_SOLELY, NOTICES_NOT_AUTOMATED), ALL_NOTICES));
        lines.addAll(block(PLATFORMS, part, List.of(NOTICES_SOLELY, NOTICES_NOT_AUTOMATED), TRUSTED_NOTICES));
        for (String indicator : List.of(SOLELY, NOT_AUTOMATED, ACCURACY, PRECISION, RECALL)) {
            template.languages().forEach(language -> lines.add(new Line(VERY_LARGE, part, indicator, language)));
        }
        return lines;
    }

    private static List<Line> block(String applicability, String part, List<String> counts, String scope) {
        List<Line> lines = new ArrayList<>();
        counts.forEach(indicator -> lines.add(new Line(applicability, part, indicator, scope)));
        QUALITY.forEach(indicator -> lines.add(new Line(applicability, part, indicator, scope)));
        return lines;
    }

    private static List<Line> humans(DsaTemplate template) {
        String part = "Human resources dedicated to content moderation";
        List<Line> lines = new ArrayList<>();
        for (String indicator : List.of(INTERNAL, EXTERNAL, EXPERTS)) {
            lines.add(new Line(VERY_LARGE, part, indicator, TOTAL_NUMBER));
        }
        template.languages().forEach(language -> lines.add(new Line(VERY_LARGE, part, EXPERTS, language)));
        return lines;
    }

    private static List<Line> amar(DsaTemplate template) {
        String indicator = "Number of average monthly active recipients during the reporting period";
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("Only for VLOPs and VLOSEs", "AMAR", indicator, DsaTemplate.TOTAL));
        template.memberStates()
                .forEach(state -> lines.add(new Line("Only for VLOPs and VLOSEs", "AMAR", indicator, state)));
        return lines;
    }

    private static List<Line> qualitative() {
        List<Line> lines = new ArrayList<>();
        for (String indicator : List.of(
                "Summary of the content moderation engaged in at the providers’ own initiative",
                "Meaningful and comprehensible information regarding content moderation engaged in at the providers' own initiative",
                "Qualitative description of the automated means",
                "Qualitative description of indicators of accuracy and possible rate of error of automated means",
                "Specification of the precise purposes to apply automated means",
                "Safeguards applied to the use of automated means")) {
            lines.add(new Line(EVERYBODY, "", indicator, ""));
        }
        return lines;
    }
}
