package dev.vitals.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What changed between two locks, and whether readers of the old one still get what they were promised: tables,
 * nullable columns and KPIs may be added; anything else breaks them, unless the break is accepted with a reason.
 */
public final class LockDiff {
    private final List<Change> changes;

    private LockDiff(List<Change> changes) {
        this.changes = List.copyOf(changes);
    }

    /** Changes that lead from the one lock to the other. */
    public static LockDiff between(Lock before, Lock after) {
        List<Change> changes = new ArrayList<>();
        for (String name : union(before.tables().keySet(), after.tables().keySet())) {
            Lock.Table was = before.tables().get(name);
            Lock.Table is = after.tables().get(name);
            if (was == null) {
                changes.add(Change.fine(name + ": table added"));
            } else if (is == null) {
                changes.add(Change.ofTable(name + ": table removed", name));
            } else {
                compare(was, is, changes);
            }
        }
        for (String id :
                union(before.definitions().keySet(), after.definitions().keySet())) {
            compare(id, before.definitions().get(id), after.definitions().get(id), changes);
        }
        return new LockDiff(changes);
    }

    /** Every change, in words, fine or not. */
    public List<String> changes() {
        return changes.stream().map(Change::what).toList();
    }

    /** The breaks that nobody accepted, each with what to do about it. */
    public List<String> breaks(AcceptedBreaks accepted) {
        return changes.stream()
                .filter(change ->
                        change.isBreak() && accepted.reasonFor(change.what()).isEmpty())
                .map(change -> change.what() + ". " + change.remedy() + " Or accept the break in " + AcceptedBreaks.FILE
                        + ":\n  - change: \"" + change.what() + "\"\n    reason: \"<why readers can live with it>\"")
                .toList();
    }

    private static void compare(Lock.Table was, Lock.Table is, List<Change> changes) {
        String table = is.table();
        if (is.version() < was.version()) {
            changes.add(Change.ofTable(table + ": version " + was.version() + " became " + is.version(), table));
        } else if (is.version() > was.version()) {
            changes.add(Change.fine(table + ": version " + was.version() + " became " + is.version()));
        }
        if (!is.partitionBy().equals(was.partitionBy())) {
            changes.add(Change.ofTable(
                    table + ": partition_by " + was.partitionBy() + " became " + is.partitionBy(), table));
        }
        if (!is.clusterBy().equals(was.clusterBy())) {
            changes.add(Change.fine(table + ": cluster_by " + was.clusterBy() + " became " + is.clusterBy()));
        }
        if (is.retentionDays() != was.retentionDays()) {
            changes.add(
                    Change.fine(table + ": retention_days " + was.retentionDays() + " became " + is.retentionDays()));
        }
        for (Lock.Column column : was.columns()) {
            String name = table + "." + column.name();
            is.column(column.name())
                    .ifPresentOrElse(
                            now -> compare(name, table, column, now, changes),
                            () -> changes.add(Change.ofTable(name + ": column removed", table)));
        }
        for (Lock.Column column : is.columns()) {
            if (was.column(column.name()).isEmpty()) {
                changes.add(added(table, column));
            }
        }
    }

    private static Change added(String table, Lock.Column column) {
        String name = table + "." + column.name();
        return column.nullable()
                ? Change.fine(name + ": nullable column added")
                : new Change(
                        name + ": required column added",
                        "The rows written so far do not have it: make it nullable, or publish the new shape as " + table
                                + "_v2 beside the old one.");
    }

    private static void compare(String name, String table, Lock.Column was, Lock.Column is, List<Change> changes) {
        if (!is.type().equals(was.type())) {
            changes.add(Change.ofTable(name + ": type " + was.type() + " became " + is.type(), table));
        }
        if (was.nullable() && !is.nullable()) {
            changes.add(new Change(
                    name + ": nullable became required",
                    "Rows written so far may be empty there: leave it nullable and add a check on new rows."));
        } else if (is.nullable() && !was.nullable()) {
            changes.add(Change.ofTable(name + ": required became nullable", table));
        }
        if (!is.retentionDays().equals(was.retentionDays())) {
            changes.add(Change.fine(name + ": emptied after " + days(was) + " became " + days(is)));
        }
        String personal = name + ": personal " + Lock.word(was.personal()) + " became " + Lock.word(is.personal());
        if (is.personal().compareTo(was.personal()) < 0) {
            changes.add(new Change(
                    personal,
                    "Erasure and retention would pass it by: mark it as before, or take the data out first."));
        } else if (is.personal() != was.personal()) {
            changes.add(Change.fine(personal));
        }
    }

    private static String days(Lock.Column column) {
        return column.retentionDays().map(days -> days + " days").orElse("never");
    }

    private static void compare(String id, Lock.Definition was, Lock.Definition is, List<Change> changes) {
        String name = "kpi " + id;
        if (was == null) {
            changes.add(Change.fine(name + ": added"));
        } else if (is == null) {
            changes.add(new Change(name + ": removed", "Keep the file: published numbers point to it."));
        } else if (is.version() < was.version()) {
            changes.add(new Change(
                    name + ": version " + was.version() + " became " + is.version(),
                    "Versions only rise: take " + (was.version() + 1) + "."));
        } else if (is.version() > was.version()) {
            changes.add(Change.fine(name + ": version " + was.version() + " became " + is.version()));
        } else if (!is.hash().equals(was.hash())) {
            changes.add(new Change(
                    name + ": formula " + was.hash() + " became " + is.hash() + " under the same version",
                    "Raise version to " + (was.version() + 1) + " in schemas/kpis/" + id
                            + ".yaml, so that readers see where the numbers change meaning."));
        }
    }

    private static TreeSet<String> union(Iterable<String> some, Iterable<String> others) {
        TreeSet<String> all = new TreeSet<>();
        some.forEach(all::add);
        others.forEach(all::add);
        return all;
    }

    /** One change; without a remedy it breaks nobody. */
    private record Change(String what, String remedy) {
        static Change fine(String what) {
            return new Change(what, "");
        }

        static Change ofTable(String what, String table) {
            return new Change(
                    what, "Leave " + table + " as it is and publish the new shape as " + table + "_v2 beside it.");
        }

        boolean isBreak() {
            return !remedy.isEmpty();
        }
    }
}
