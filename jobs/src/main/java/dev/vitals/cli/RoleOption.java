package dev.vitals.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Option of verbs that show tables which are not for everybody. */
final class RoleOption {
    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "Role of the reader, for tables whose contract asks for one, e.g. lead")
    private String role;

    Optional<String> role() {
        return Optional.ofNullable(role);
    }
}
