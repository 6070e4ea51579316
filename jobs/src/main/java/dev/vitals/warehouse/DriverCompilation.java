package dev.vitals.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Tells Java to be content with the quick form of code that plans work. A night asks some hundred queries, and spends more
 * processor time on compiling Spark's planner for the second time than the planner could ever win by it; code that touches rows
 * is compiled as ever.
 */
final class DriverCompilation {
    private static final String DIRECTIVES = "/warehouse/driver-compilation.json";

    private DriverCompilation() {}

    /** Returns at once. Has an effect in Java's usual machine alone; another one goes on as it did. */
    static void begin() {
        Thread teller = new Thread(DriverCompilation::tell, "driver-compilation");
        teller.setDaemon(true);
        teller.start();
    }

    private static void tell() {
        Path file = null;
        try (InputStream directives = DriverCompilation.class.getResourceAsStream(DIRECTIVES)) {
            file = Files.createTempFile("vitals", ".json");
            Files.copy(directives, file, StandardCopyOption.REPLACE_EXISTING);
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "compilerDirectivesAdd",
                            new Object[] {new String[] {file.toString()}},
                            new String[] {String[].class.getName()});
        } catch (IOException | JMException e) {
            // Nights are as right without it, and only slower.
            return;
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
