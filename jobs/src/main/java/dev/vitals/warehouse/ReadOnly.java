package dev.vitals.warehouse;

import dev.vitals.contract.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedExecuteImmediate;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.QueryPlan;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.CompoundPlanStatement;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.files.TahoeFileIndex;
import org.apache.spark.sql.execution.CommandExecutionMode;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Lets only statements through that read.
 *
 * <p>The first word of a statement tells nothing: {@code WITH d AS (...) DELETE FROM t} deletes. So the plan is looked
 * at, before analysis for what acts during it, and after it for what only then shows what it is. Names of two parts must be
 * tables of the warehouse, because text.`/any/file` would show whatever the process may read.
 */
final class ReadOnly {
    private static final Set<String> TELLING = Set.of("Show", "Describe", "Explain");

    private ReadOnly() {}

    /**
     * The plan of a statement, analyzed; runs nothing.
     *
     * @param tables names of the tables
     * @throws WarehouseException when the statement would do anything but read these
     */
    static LogicalPlan check(SparkSession session, LogicalPlan parsed, List<String> tables) {
        checkAll(parsed, tables);
        LogicalPlan analyzed = session.sessionState()
                .executePlan(parsed, CommandExecutionMode.SKIP())
                .analyzed();
        checkAll(analyzed, tables);
        return analyzed;
    }

    /** Whether a statement asks about tables, not for their rows. */
    static boolean tells(LogicalPlan parsed) {
        return parsed instanceof Command || TELLING.stream().anyMatch(parsed.nodeName()::startsWith);
    }

    private static void checkAll(TreeNode<?> node, List<String> tables) {
        if (node instanceof UnresolvedRelation relation
                && relation.multipartIdentifier().size() > 1
                && !tables.contains(relation.name().toLowerCase(Locale.ROOT))) {
            throw new WarehouseException(
                    "There is no table " + relation.name() + "." + Nearest.hint(relation.name(), tables));
        }
        if (node instanceof LogicalRelation read
                && read.relation() instanceof HadoopFsRelation files
                && !(files.location() instanceof TahoeFileIndex)) {
            throw new WarehouseException(
                    "query reads the tables of the warehouse, and this statement would read a file.");
        }
        if (acts(node)) {
            throw new WarehouseException(
                    "query reads only, and this statement would do more (%s). Ask with SELECT, WITH ... SELECT, VALUES, SHOW, DESCRIBE or EXPLAIN; tables are changed by ./vitals run and backfill."
                            .formatted(node.nodeName()));
        }
        CollectionConverters.asJava(node.children()).forEach(child -> checkAll((TreeNode<?>) child, tables));
        CollectionConverters.asJava(node.innerChildren()).forEach(inner -> checkAll((TreeNode<?>) inner, tables));
        if (node instanceof QueryPlan<?> plan) {
            CollectionConverters.asJava(plan.expressions()).forEach(inner -> checkAll(inner, tables));
        }
    }

    private static boolean acts(TreeNode<?> node) {
        if (node instanceof Expression) {
            // Calls any static method of Java, deleting ones included.
            return node instanceof CallMethodViaReflection;
        }
        // Delta's statements, such as RESTORE and CLONE, are neither commands nor Spark's statements.
        boolean isStatement = node instanceof Command
                || node instanceof ParsedStatement
                || node.nodeName().endsWith("Statement")
                || node instanceof CompoundPlanStatement
                || node instanceof UnresolvedExecuteImmediate;
        boolean isTelling = TELLING.stream().anyMatch(node.nodeName()::startsWith);
        return (isStatement && !isTelling) || node instanceof ScriptTransformation;
    }
}
