package dev.vitals.job.dsa;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.vitals.contract.dsa.DsaColumns;
import dev.vitals.contract.dsa.DsaRestriction;
import dev.vitals.contract.dsa.DsaSection;
import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.contract.dsa.DsaTaxonomy.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts measures: sanctions that restrict something, on the day on which they took effect. */
final class DsaSanctions {
    private final List<Group> groups;
    private final DsaTaxonomy taxonomy;

    private DsaSanctions(List<Group> groups, DsaTaxonomy taxonomy) {
        this.groups = groups;
        this.taxonomy = taxonomy;
    }

    /** Measures that are alike in all that the report tells of them; language is null when unknown. */
    record Group(
            DsaTaxonomy.Meaning meaning,
            DsaTaxonomy.Trigger trigger,
            DsaRestriction restriction,
            String language,
            boolean isAutomated,
            boolean isRepeated,
            long count) {

        /** The section that counts it when nobody had notified. */
        DsaSection section() {
            return meaning.ground() == Ground.ILLEGAL ? DsaSection.OWN_ILLEGAL : DsaSection.OWN_TERMS;
        }
    }

    static DsaSanctions of(DsaFacts facts) {
        DsaTaxonomy taxonomy = facts.taxonomy();
        Dataset<Row> sanctions = facts.of("silver.enforcement_action", "action_date");
        facts.words(sanctions, "action", "actions");
        facts.words(sanctions, "category", "categories");
        facts.words(sanctions, "trigger", "triggers");
        Column isRepeated = taxonomy.repeated()
                .map(repeated -> coalesce(col("strike_number").geq(repeated.fromStrike()), lit(false)))
                .orElse(lit(false));
        List<Group> groups = new ArrayList<>();
        for (Row row : sanctions
                .groupBy(
                        col("action"),
                        col("category"),
                        col("trigger"),
                        col("language"),
                        coalesce(col("is_automated"), lit(false)),
                        col("planned_end_at").isNull(),
                        isRepeated)
                .agg(count(lit(1)))
                .collectAsList()) {
            Optional<DsaRestriction> restriction =
                    taxonomy.measure(row.getString(0)).of(row.getBoolean(5));
            restriction.ifPresent(each -> groups.add(new Group(
                    taxonomy.meaning(row.getString(1)),
                    taxonomy.trigger(row.getString(2)),
                    each,
                    row.getString(3),
                    row.getBoolean(4),
                    row.getBoolean(6),
                    row.getLong(7))));
        }
        return new DsaSanctions(groups, taxonomy);
    }

    /** How many measures are of this kind. */
    long total(Predicate<Group> which) {
        return groups.stream().filter(which).mapToLong(Group::count).sum();
    }

    /** Actions on notices by line and column of the section on notices. */
    Map<String, Map<String, Long>> onNotices() {
        Map<String, Map<String, Long>> lines = new TreeMap<>();
        for (Group group : groups) {
            if (!group.trigger().isOwnInitiative()) {
                boolean isLaw = group.meaning().ground() == Ground.ILLEGAL;
                for (String line : group.meaning().noticeLines()) {
                    add(lines, line, isLaw ? DsaColumns.ACTIONS_LAW : DsaColumns.ACTIONS_TERMS, group.count());
                    if (group.trigger().isTrustedFlagger()) {
                        add(
                                lines,
                                line,
                                isLaw ? DsaColumns.TRUSTED_ACTIONS_LAW : DsaColumns.TRUSTED_ACTIONS_TERMS,
                                group.count());
                    }
                }
            }
        }
        return lines;
    }

    /** Measures at the own initiative by line and column of a section on them. */
    Map<String, Map<String, Long>> atOwnInitiative(DsaSection section) {
        Map<String, Map<String, Long>> lines = new TreeMap<>();
        for (Group group : groups) {
            if (group.trigger().isOwnInitiative() && group.section() == section) {
                for (String line : group.meaning().lines()) {
                    add(lines, line, DsaColumns.OWN_MEASURES, group.count());
                    add(lines, line, group.restriction().column(), group.count());
                    if (group.trigger().isDetectedAutomatically()) {
                        add(lines, line, DsaColumns.OWN_AUTOMATED, group.count());
                    }
                }
            }
        }
        return lines;
    }

    /** Suspensions of people who repeated it, for illegal content; null when the taxonomy does not say from when on. */
    Long ofRepeatedOffenders() {
        return taxonomy.repeated().isEmpty()
                ? null
                : (Long) total(group -> group.isRepeated()
                        && group.meaning().ground() == Ground.ILLEGAL
                        && (group.restriction().kind() == DsaRestriction.Kind.ACCOUNT
                                || group.restriction().kind() == DsaRestriction.Kind.PROVISION));
    }

    private static void add(Map<String, Map<String, Long>> lines, String line, String column, long count) {
        lines.computeIfAbsent(line, name -> new TreeMap<>()).merge(column, count, Long::sum);
    }
}
