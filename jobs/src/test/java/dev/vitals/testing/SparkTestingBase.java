package dev.vitals.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.holdenkarau.spark.testing.DataFrameSuiteBaseLike;
import com.holdenkarau.spark.testing.DataframeGenerator;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.scalacheck.Gen;
import org.scalacheck.rng.Seed;

/**
 * The one door to spark-testing-base: its comparison of tables and its generator of random rows, on the session of
 * {@link SparkSessions}. Its own sessions are not used: they need Hive and JUnit 4.
 */
public final class SparkTestingBase {
    /** Two of its methods are called assert, which no Java class can implement, but a proxy can. */
    private static final DataFrameSuiteBaseLike COMPARISON = (DataFrameSuiteBaseLike) Proxy.newProxyInstance(
            SparkTestingBase.class.getClassLoader(),
            new Class<?>[] {DataFrameSuiteBaseLike.class},
            SparkTestingBase::answer);

    private SparkTestingBase() {}

    /** Two tables hold the same rows, each as often, in whatever order; which columns may be null does not matter. */
    public static void assertSameRows(Dataset<Row> expected, Dataset<Row> actual) {
        COMPARISON.assertDataFrameDataEquals(expected, actual);
    }

    /** Two tables hold the same rows in the same order. */
    public static void assertSameRowsInOrder(Dataset<Row> expected, Dataset<Row> actual) {
        COMPARISON.assertDataFrameEquals(expected, actual);
    }

    /** Random rows with extreme values, the same for the same seed. Whole tables of it would need Spark's MLlib. */
    public static Dataset<Row> randomTable(StructType schema, long seed, int count) {
        Gen<Row> generator = DataframeGenerator.getRowGenerator(schema);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(generator.pureApply(defaults(), Seed.apply(seed * 1_000_003 + i), 1000));
        }
        return SparkSessions.shared().createDataFrame(rows, schema);
    }

    private static Object answer(Object suite, Method method, Object[] given) throws Throwable {
        return switch (method.getName()) {
            case "spark" -> SparkSessions.shared();
            case "sc" -> SparkSessions.shared().sparkContext();
            case "maxUnequalRowsToShow" -> 10;
            case "assert" -> same(given[given.length - 3], given[given.length - 2]);
            case "assertTrue" -> same(true, given[0]);
            case "assertEmpty" -> same(0, Array.getLength(given[0]));
            case "fail" -> throw new AssertionError(given[0]);
            default -> InvocationHandler.invokeDefault(suite, method, given);
        };
    }

    private static Object same(Object expected, Object actual) {
        assertThat(actual).isEqualTo(expected);
        return null;
    }

    /** By reflection, for the method is called default. */
    private static Gen.Parameters defaults() {
        try {
            return (Gen.Parameters) Gen.Parameters$.class.getMethod("default").invoke(Gen.Parameters$.MODULE$);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of ScalaCheck has no default parameters.", e);
        }
    }
}
