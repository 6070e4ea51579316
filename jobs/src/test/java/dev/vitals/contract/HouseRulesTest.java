package dev.vitals.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What every contract file keeps to, whoever writes it. */
class HouseRulesTest {
    private static final Pattern FIELD = Pattern.compile("(\\w+):(\\w+)");
    private static final Pattern PERSON = Pattern.compile(
            "(.*_)?(user|channel|reporter|moderator|reviewer|rater|actor)_id|subject_id|entity_id|unit_id|cluster_id");
    private static final List<String> ENVELOPE =
            List.of("event_id", "event_at", "event_date", "source", "file_id", "line_number", "batch_id");
    private static final Set<String> HOLD_CONTENT = Set.of("bronze.chat_message", "ops.quarantine");

    private final List<TableContract> tables =
            Contracts.load(Repository.schemas()).all();

    @Test
    void aNameThatEndsInAtIsAnInstantAndInDateADay() {
        everyNamed(name -> name.endsWith("_at"), Set.of("timestamp"));
        everyNamed(name -> name.endsWith("_date"), Set.of("date"));
    }

    @Test
    void anInstantEndsInAtAndADayInDate() {
        everyTyped("timestamp", name -> name.endsWith("_at") || name.equals("valid_from") || name.equals("valid_to"));
        everyTyped("date", name -> name.endsWith("_date") || name.equals("date"));
    }

    @Test
    void aNameThatStatesSomethingIsABooleanAndTheOtherWayRound() {
        everyNamed(name -> name.matches("(is|has|was)_.*"), Set.of("boolean"));
        everyTyped("boolean", name -> name.matches("(is|has|was|opens)_.*"));
    }

    @Test
    void unitsHaveTheirTypes() {
        everyNamed(name -> name.endsWith("_seconds"), Set.of("bigint", "double"));
        everyNamed(name -> name.endsWith("_share"), Set.of("double"));
        everyNamed(name -> name.endsWith("_millis") || name.endsWith("_micros"), Set.of("bigint"));
    }

    @Test
    void everyBronzeTableHasTheEnvelopeInFrontAndADayPerFolder() {
        for (TableContract table : layer("bronze")) {
            assertThat(table.columnNames()).as(table.table()).startsWith(ENVELOPE.toArray(new String[0]));
            assertThat(table.partitionBy()).as(table.table()).containsExactly("event_date");
        }
    }

    @Test
    void whatPeopleWroteLiesInTwoTablesAndNotForLong() {
        for (TableContract table : tables) {
            boolean hasContent = table.columns().stream().anyMatch(column -> column.personal() == Personal.CONTENT);
            assertThat(hasContent).as(table.table()).isEqualTo(HOLD_CONTENT.contains(table.table()));
            for (ColumnContract column : table.columns()) {
                if (column.personal() == Personal.CONTENT) {
                    assertThat(column.retentionDays().orElse(table.retentionDays()))
                            .as(table.table() + "." + column.name())
                            .isLessThanOrEqualTo(90);
                }
            }
        }
    }

    @Test
    void everyIdOfAPersonOrChannelIsMarkedAsPseudonym() {
        for (TableContract table : tables) {
            for (ColumnContract column : table.columns()) {
                if (PERSON.matcher(column.name()).matches()) {
                    assertThat(column.personal())
                            .as(table.table() + "." + column.name())
                            .isEqualTo(Personal.PSEUDONYM);
                }
            }
        }
    }

    @Test
    void everyDescriptionIsASentence() {
        for (TableContract table : tables) {
            assertThat(table.description()).as(table.table()).endsWith(".");
            for (ColumnContract column : table.columns()) {
                assertThat(column.description())
                        .as(table.table() + "." + column.name())
                        .endsWith(".");
            }
        }
    }

    @Test
    void theGrainOfEveryFactIsChecked() {
        for (TableContract table : tables) {
            if (Set.of("silver", "gold", "dim").contains(table.layer())) {
                assertThat(table.checks())
                        .as(table.table())
                        .anyMatch(check -> check.rule() instanceof Rule.Unique && check.severity() == Severity.FAIL);
            }
        }
    }

    @Test
    void everyColumnOfAUniqueKeyIsRequired() {
        for (TableContract table : tables) {
            for (CheckContract check : table.checks()) {
                if (check.rule() instanceof Rule.Unique unique) {
                    for (String column : unique.columns()) {
                        assertThat(table.column(column).nullable())
                                .as(table.table() + "." + column)
                                .isFalse();
                    }
                }
            }
        }
    }

    private List<TableContract> layer(String layer) {
        return tables.stream().filter(table -> table.layer().equals(layer)).toList();
    }

    private void everyNamed(Predicate<String> name, Set<String> types) {
        List<Map.Entry<String, String>> named = fields().stream()
                .filter(field -> name.test(last(field.getKey())))
                .toList();
        for (Map.Entry<String, String> field : named) {
            assertThat(types).as(field.getKey() + " is a " + field.getValue()).contains(field.getValue());
        }
    }

    private void everyTyped(String type, Predicate<String> name) {
        List<String> typed = fields().stream()
                .filter(field -> field.getValue().equals(type))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(typed).as("fields of type " + type).isNotEmpty().allMatch(field -> name.test(last(field)));
    }

    /** Every column and every field of a struct in one, by {@code table.column.field}, with its type. */
    private List<Map.Entry<String, String>> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (TableContract table : tables) {
            for (ColumnContract column : table.columns()) {
                String name = table.table() + "." + column.name();
                fields.put(name, column.type());
                Matcher nested = FIELD.matcher(column.type());
                while (nested.find()) {
                    fields.put(name + "." + nested.group(1), nested.group(2));
                }
            }
        }
        return new ArrayList<>(fields.entrySet());
    }

    private static String last(String field) {
        return field.substring(field.lastIndexOf('.') + 1);
    }
}
