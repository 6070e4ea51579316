package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** The machine that runs the tests has been told what to leave in its quick form. */
class DriverCompilationTest {
    @Test
    void theMachineKnowsWhatToCompileOnce() throws JMException, InterruptedException {
        DriverCompilation.begin();
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!directives().contains("org/codehaus/janino/") && Instant.now().isBefore(end)) {
            Thread.sleep(20);
        }
        assertThat(directives())
                .contains("org/codehaus/janino/")
                .contains("org/apache/spark/sql/catalyst/optimizer/")
                .doesNotContain("GeneratedClass")
                .doesNotContain("dev/vitals");
    }

    private static String directives() throws JMException {
        return ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "compilerDirectivesPrint",
                        new Object[0],
                        new String[0])
                .toString();
    }
}
