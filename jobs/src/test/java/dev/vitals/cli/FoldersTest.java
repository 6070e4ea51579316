package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vitals.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderThatCanBeMadeIsNotLeftBehind() throws IOException {
        Path mine = Files.createDirectory(folder.resolve("mine"));

        Folders.prepare(mine.resolve("reports/of/today"));

        assertThat(mine).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsThereStays() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        Folders.prepare(empty);

        assertThat(empty).isEmptyDirectory();
    }

    /** Everybody has it, and only some may write to it. */
    @Test
    void theRootHasNoFolderAboveIt() {
        Throwable refused = catchThrowable(() -> Folders.prepare(folder.getRoot()));

        assertThat(refused).matches(each -> each == null || each instanceof WarehouseException);
    }

    @Test
    void aFileIsNoFolderAndHasNoneBelowIt() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        for (Path wrong : List.of(file, file.resolve("below"), file.resolve("far/below"))) {
            assertThatThrownBy(() -> Folders.prepare(wrong))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("Nothing can be written to " + wrong)
                    .hasMessageContaining(file + " is a file");
        }
        assertThat(file).hasContent("no folder");
    }

    /** Another run may write to the same place at the same time. */
    @Test
    void whatSomebodyElseHasPutThereMeanwhileStays() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b/c"));
        Path theirs = Files.writeString(folder.resolve("a/b/report.html"), "theirs");

        Folders.deleteEmpty(List.of(deep, deep.getParent(), folder.resolve("a")));

        assertThat(deep).doesNotExist();
        assertThat(theirs).hasContent("theirs");
    }
}
