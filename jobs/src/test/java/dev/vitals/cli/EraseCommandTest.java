package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.warehouse.Erasure.Subjects;
import dev.vitals.warehouse.ErasureReceipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people hand in, and what they get. */
class EraseCommandTest {
    private static final ErasureReceipt RECEIPT = new ErasureReceipt(
            "e1",
            "2026-01-05T00:00:00Z",
            "2026-01-05T00:01:00Z",
            1,
            List.of("d1"),
            "Spark",
            List.of(new ErasureReceipt.Table("bronze.chat_message", 3, 1, 4, 7)),
            new ErasureReceipt.Landing(2, 5, 1));

    @TempDir
    private Path folder;

    private static byte[] key(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("subjects.csv"), text);
    }

    @Test
    void aReceiptIsGenuineAsLongAsNobodyChangesIt() {
        SignedReceipt signature = new SignedReceipt(key("a key for tests, no secret"));
        String text = signature.sign(RECEIPT);

        assertThat(SignedReceipt.isGenuine(text, signature.publicKey())).isTrue();
        assertThat(SignedReceipt.isGenuine(text.replace("\"rows\" : 3", "\"rows\" : 4"), signature.publicKey()))
                .isFalse();
        assertThat(SignedReceipt.isGenuine(text, new SignedReceipt(key("another key for tests")).publicKey()))
                .isFalse();
        assertThat(new SignedReceipt(key("a key for tests, no secret")).publicKey())
                .isEqualTo(signature.publicKey());
        assertThatThrownBy(() -> SignedReceipt.isGenuine("{}", signature.publicKey()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("This is no receipt of an erasure");
    }

    @Test
    void subjectsHaveIdsAndWhatElseIsKnown() throws IOException {
        Path file = file("login,user_id,display_name\nquail,17,Quail\n,18,\n");

        assertThat(SubjectsFile.read(file)).isEqualTo(new Subjects(Set.of("17", "18"), Set.of("quail", "Quail")));
    }

    @Test
    void aFileWithoutAHeaderIsRefusedWithoutNamingItsFirstPerson() throws IOException {
        Path file = file("70770077,quail,Quail\n");

        assertThatThrownBy(() -> SubjectsFile.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no column user_id among its 3")
                .hasMessageNotContainingAny("70770077", "uail");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            'login;quail'            | line 1: there is no column user_id
            'user_id'                | names nobody
            'user_id,login;,quail'   | line 2: user_id is empty
            'user_id,login;17'       | line 2 has 1 fields
            """)
    void whatCanNotBeUsedIsToldWithItsLine(String lines, String error) throws IOException {
        Path file = file(lines.replace(';', '\n') + "\n");

        assertThatThrownBy(() -> SubjectsFile.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(error);
    }
}
