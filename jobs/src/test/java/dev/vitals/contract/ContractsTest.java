package dev.vitals.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractsTest {
    @TempDir
    Path folder;

    @Test
    void everyContractOfTheRepositoryLoads() {
        Contracts contracts = Contracts.load(Repository.schemas());

        assertThat(contracts.all()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(contracts.all()).extracting(TableContract::table).isSorted().contains("silver.report_case");
    }

    @Test
    void theClassPathHoldsTheContractsOfTheRepository() {
        assertThat(Contracts.load().all())
                .isEqualTo(Contracts.load(Repository.schemas()).all());
    }

    @Test
    void contractsLoadFromInsideAJar() throws IOException {
        write("dim/user.yaml", TableFiles.USER);
        write("envelope.yaml", TableFiles.ENVELOPE);
        Path jar = folder.resolve("vitals.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            // No entries for the folders themselves: not every tool that makes jars writes them.
            for (String name : new String[] {"schemas/tables/dim/user.yaml", "schemas/tables/envelope.yaml"}) {
                out.putNextEntry(new ZipEntry(name));
                Files.copy(folder.resolve(name), out);
                out.closeEntry();
            }
        }
        URL anchor = new URL("jar:" + jar.toUri() + "!/schemas/tables/envelope.yaml");

        Contracts once = Contracts.read(SchemaFiles.at(anchor));
        Contracts again = Contracts.read(SchemaFiles.at(anchor));

        assertThat(once.table("dim.user").columnNames()).containsExactly("user_id", "valid_from");
        assertThat(again.all()).isEqualTo(once.all());
    }

    @Test
    void aTableWithoutContractIsToldWithTheNamesNearIt() {
        assertThatThrownBy(() -> Contracts.load(Repository.schemas()).table("silver.report_cases"))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(
                        "no contract for the table silver.report_cases. Did you mean silver.report_case?");
    }

    @Test
    void theEnvelopeStandsInFrontOfTheColumnsOfATable() {
        assertThat(Contracts.load(Repository.schemas()).table("bronze.exposure").columnNames())
                .startsWith("event_id", "event_at", "event_date", "source", "file_id", "line_number", "batch_id")
                .endsWith("experiment", "variant", "unit_id", "cluster_id", "stratum");
    }

    @Test
    void aReferenceToAColumnThatNoContractDeclaresIsRefused() throws IOException {
        write("envelope.yaml", TableFiles.ENVELOPE);
        write("dim/user.yaml", TableFiles.USER + """
                        checks:
                          - {name: known, severity: warn, references: {column: user_id, table: dim.person, key: id}}
                        """);

        assertThatThrownBy(() -> Contracts.load(folder.resolve("schemas")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("schemas/tables/dim/user.yaml: check known refers to dim.person.id");
    }

    @Test
    void aFolderThatIsNotThereIsToldAsSuch() {
        assertThatThrownBy(() -> Contracts.load(folder.resolve("nowhere")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("nowhere is not a folder");
    }

    private void write(String name, String text) throws IOException {
        Path path = folder.resolve("schemas/tables").resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
