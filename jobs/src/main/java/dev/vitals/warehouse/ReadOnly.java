package dev.vitals.warehouse;

import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedExecuteImmediate;
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
import org.apache.spark.sql.execution.CommandExecutionMode;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Lets only statements through that read.
 *
 * <p>The first word of a statement tells nothing: {@code WITH d AS (...) DELETE FROM t} deletes. So the plan is looked
 * at, before analysis for what acts during it, and after it for what only then shows what it is.
 */
final class ReadOnly {
    private static final Set<String> TELLING = Set.of("Show", "Describe", "Explain");

    private ReadOnly() {}

    /**
     * Runs nothing.
     *
     * @throws WarehouseException when the statement would do anything but read
     */
    static void check(SparkSession session, String sql) throws Exception {
        LogicalPlan parsed = session.sessionState().sqlParser().parsePlan(sql);
        checkAll(parsed);
        checkAll(session.sessionState()
                .executePlan(parsed, CommandExecutionMode.SKIP())
                .analyzed());
    }

    private static void checkAll(TreeNode<?> node) {
        if (acts(node)) {
            throw new WarehouseException(
                    "query reads only, and this statement would do more (%s). Ask with SELECT, WITH ... SELECT, VALUES, SHOW, DESCRIBE or EXPLAIN; tables are changed by ./vitals run and backfill."
                            .formatted(node.nodeName()));
        }
        CollectionConverters.asJava(node.children()).forEach(child -> checkAll((TreeNode<?>) child));
        CollectionConverters.asJava(node.innerChildren()).forEach(inner -> checkAll((TreeNode<?>) inner));
        if (node instanceof QueryPlan<?> plan) {
            CollectionConverters.asJava(plan.expressions()).forEach(ReadOnly::checkAll);
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
