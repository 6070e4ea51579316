package dev.vitals.cli;

import dev.vitals.warehouse.WarehouseException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the launcher was started from; verbs that write generated files need it. */
final class Home {
    private Home() {}

    static Path folder() {
        String home = System.getProperty("vitals.home");
        if (home == null || !Files.isDirectory(Path.of(home, "schemas"))) {
            throw new WarehouseException(
                    "This verb writes files of the repository; start it with ./vitals from a checkout.");
        }
        return Path.of(home);
    }
}
