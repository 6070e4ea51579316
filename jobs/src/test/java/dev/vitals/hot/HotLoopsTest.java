package dev.vitals.hot;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Runs every loop once on each of its inputs, in this process and without a clock, so that none of them rots. */
class HotLoopsTest {
    private static final List<Class<?>> LOOPS = loops();

    @TestFactory
    Stream<DynamicTest> everyLoopRuns() {
        return LOOPS.stream()
                .flatMap(type -> inputs(type).stream()
                        .flatMap(input -> annotated(type, Benchmark.class)
                                .map(loop -> DynamicTest.dynamicTest(
                                        type.getSimpleName() + '.' + loop.getName() + ' ' + input,
                                        () -> runsOnce(type, input, loop)))));
    }

    @Test
    void parserScorerPseudonymsAndStatesAreAmongThem() {
        assertThat(LOOPS)
                .extracting(Class::getSimpleName)
                .contains("ParserHotLoops", "ScorerHotLoops", "PseudonymHotLoops", "KpiStateHotLoops");
    }

    /** JMH takes the profile of a run from there. */
    @Test
    void allAreMeasuredAlike() {
        assertThat(LOOPS).allSatisfy(type -> assertThat(type).isAssignableTo(HotLoops.class));
    }

    private static void runsOnce(Class<?> type, List<Object> input, Method loop) throws ReflectiveOperationException {
        Object loops = type.getConstructor().newInstance();
        List<Field> params = params(type);
        for (int i = 0; i < params.size(); i++) {
            params.get(i).set(loops, input.get(i));
        }
        for (Method setup : annotated(type, Setup.class).toList()) {
            setup.invoke(loops);
        }

        assertThat(loop.invoke(loops))
                .as("what keeps the compiler from leaving it all out")
                .isNotNull();
    }

    /** All combinations of the values that the parameters of a class may have. */
    private static List<List<Object>> inputs(Class<?> type) {
        List<List<Object>> inputs = List.of(List.of());
        for (Field param : params(type)) {
            List<List<Object>> longer = new ArrayList<>();
            for (List<Object> input : inputs) {
                for (Object value : param.getType().getEnumConstants()) {
                    longer.add(Stream.concat(input.stream(), Stream.of(value)).toList());
                }
            }
            inputs = longer;
        }
        return inputs;
    }

    private static List<Field> params(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(field -> field.isAnnotationPresent(Param.class))
                .toList();
    }

    private static Stream<Method> annotated(Class<?> type, Class<? extends Annotation> by) {
        return Arrays.stream(type.getMethods()).filter(method -> method.isAnnotationPresent(by));
    }

    private static List<Class<?>> loops() {
        List<Class<?>> loops = new ArrayList<>();
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS).importPackages("dev.vitals").stream()
                        .filter(type -> type.getMethods().stream().anyMatch(HotLoopsTest::isLoop))
                        .map(JavaClass::reflect)
                        .forEach(loops::add);
        return loops;
    }

    private static boolean isLoop(JavaMethod method) {
        return method.isAnnotatedWith(Benchmark.class);
    }
}
