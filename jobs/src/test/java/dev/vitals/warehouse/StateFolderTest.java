package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process may die between any two steps of replacing a note. */
class StateFolderTest {
    @TempDir
    private Path root;

    private StateFolder state;
    private Path note;
    private Path draft;

    @BeforeEach
    void makeFolder() {
        state = StateFolder.of(new Configuration(false), root.toUri().toString());
        note = root.resolve("_vitals").resolve("note.txt");
        draft = root.resolve("_vitals").resolve("note.txt.draft");
    }

    @Test
    void aNoteIsReplacedAndForgottenWithoutATrace() throws IOException {
        assertThat(state.read("note.txt")).isEmpty();
        state.write("note.txt", "one\n");
        state.write("note.txt", "two\nlines");
        assertThat(state.read("note.txt")).contains("two\nlines");

        state.delete("note.txt");

        assertThat(state.read("note.txt")).isEmpty();
        try (Stream<Path> left = Files.list(note.getParent())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aDraftThatWasNotWrittenToItsEndDoesNotCount() throws IOException {
        state.write("note.txt", "batch 12");
        String whole = Files.readString(note);
        for (int written = 0; written < whole.length(); written++) {
            Files.writeString(draft, whole.substring(0, written));
            assertThat(state.read("note.txt")).contains("batch 12");
        }
        Files.delete(note);
        for (int written = 0; written < whole.length(); written++) {
            Files.writeString(draft, whole.substring(0, written));
            assertThat(state.read("note.txt")).isEmpty();
        }
    }

    /** On a filesystem that can't rename onto a file. */
    @Test
    void betweenDeletingAndRenamingTheDraftCounts() throws IOException {
        state.write("note.txt", "pending");
        Files.move(note, draft, StandardCopyOption.ATOMIC_MOVE);

        assertThat(state.read("note.txt")).contains("pending");

        state.write("note.txt", "pending more");
        assertThat(state.read("note.txt")).contains("pending more");
        assertThat(draft).doesNotExist();
    }
}
