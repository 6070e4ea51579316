package dev.vitals.cli;

import dev.vitals.warehouse.Erasure.Subjects;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A CSV file of people: {@code user_id}, and their {@code login} and {@code display_name} where they are known. */
final class SubjectsFile {
    private static final String ID = "user_id";
    private static final List<String> NAMES = List.of("login", "display_name");

    private SubjectsFile() {}

    /** @throws InputException where it can't be read, or names nobody */
    static Subjects read(Path file) {
        CsvTexts.Table table;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            table = CsvTexts.table(in, file.toString());
        } catch (NoSuchFileException e) {
            throw new InputException(
                    "There is no file of subjects %s. Write one as CSV, with a column user_id.".formatted(file), e);
        } catch (CharacterCodingException e) {
            throw new InputException(
                    "The file of subjects %s is no text in UTF-8. Save it as CSV in UTF-8.".formatted(file), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException("The file of subjects %s can't be read: %s".formatted(file, e.getMessage()), e);
        }
        int id = table.header().indexOf(ID);
        if (id < 0) {
            throw new InputException(
                    // Without a header the first line is a person, whom no log may name.
                    "%s, line 1: there is no column user_id among its %d. Write a header with user_id, and login and display_name where they are known."
                            .formatted(file, table.header().size()));
        }
        Set<String> ids = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        for (CsvTexts.Line line : table.lines()) {
            String text = line.fields().get(id).strip();
            if (text.isEmpty()) {
                throw new InputException(
                        "%s, line %d: user_id is empty. Give the platform id; a login alone does not say whose rows they are."
                                .formatted(file, line.number()));
            }
            ids.add(text);
            for (String column : NAMES) {
                int at = table.header().indexOf(column);
                if (at >= 0 && !line.fields().get(at).isBlank()) {
                    names.add(line.fields().get(at).strip());
                }
            }
        }
        if (ids.isEmpty()) {
            throw new InputException("%s names nobody: write a line with a user_id below its header.".formatted(file));
        }
        return new Subjects(ids, names);
    }
}
