package dev.vitals.warehouse.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written to scratch is what is read of it, whatever it was. */
class SpillTest {
    private static final List<SpillType> TYPES = List.of(
            SpillType.STRING,
            SpillType.STRING,
            SpillType.STRING,
            SpillType.BYTES,
            SpillType.LONG,
            SpillType.INT,
            SpillType.DOUBLE,
            SpillType.BOOLEAN,
            SpillType.STRINGS,
            SpillType.MAP);

    private static final SpillShape SHAPE =
            new SpillShape("any", "any.table", List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"), TYPES);

    /** Of a few texts, which repeat as objects and as texts; one is longer than a block. */
    private static final List<String> TEXTS = List.of("", "a", "ä€😀", "id-1", "id-2", "x".repeat(300_000));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rowsComeBackAsTheyWent(long seed) throws IOException {
        Random random = new Random(seed);
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            rows.add(row(random, rows));
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (SpillWriter writer = new SpillWriter(file, SHAPE)) {
            for (int i = 0; i < rows.size(); i++) {
                writer.write(i / 100, i, rows.get(i));
            }
        }

        try (SpillReader reader = new SpillReader(new ByteArrayInputStream(file.toByteArray()), SHAPE)) {
            for (int i = 0; i < rows.size(); i++) {
                assertThat(reader.next()).isTrue();
                reader.find();
                assertThat(reader.stretch()).isEqualTo(i / 100);
                assertThat(reader.line()).isEqualTo(i);
                for (int column = 0; column < TYPES.size(); column++) {
                    assertThat(read(reader, column))
                            .as("row %d, column %d", i, column)
                            .isEqualTo(plain(rows.get(i)[column]));
                }
            }
            assertThat(reader.next()).isFalse();
        }
    }

    private static Object[] row(Random random, List<Object[]> before) {
        String first = text(random);
        Object above = before.isEmpty() ? null : before.get(before.size() - 1)[1];
        return new Object[] {
            first,
            random.nextInt(3) == 0 ? above : text(random),
            random.nextInt(3) == 0 ? first : text(random),
            random.nextBoolean() ? null : new byte[] {1, 0, -1},
            random.nextInt(4) == 0 ? null : (Object) random.nextLong(),
            random.nextInt(4) == 0 ? null : (Object) random.nextInt(),
            random.nextInt(4) == 0 ? null : (Object) random.nextDouble(),
            random.nextInt(4) == 0 ? null : (Object) random.nextBoolean(),
            random.nextInt(3) == 0 ? null : texts(random),
            random.nextInt(3) == 0 ? null : map(random)
        };
    }

    /** Rarely the long one. */
    private static String text(Random random) {
        int which = random.nextInt(60);
        return which == 0 ? TEXTS.get(5) : which < 12 ? null : TEXTS.get(which % 5);
    }

    private static String[] texts(Random random) {
        String[] texts = new String[random.nextInt(4)];
        Arrays.setAll(texts, i -> TEXTS.get(random.nextInt(5)));
        return texts;
    }

    private static Map<String, String> map(Random random) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            map.put("key" + i, random.nextInt(3) == 0 ? null : TEXTS.get(random.nextInt(5)));
        }
        return map;
    }

    private static Object read(SpillReader reader, int column) {
        if (reader.isNull(column)) {
            return null;
        }
        return switch (TYPES.get(column)) {
            case STRING -> text(reader.getBinary(column));
            case BYTES -> Arrays.toString(reader.getBinary(column).getBytes());
            case LONG -> reader.getLong(column);
            case INT -> reader.getInt(column);
            case DOUBLE -> reader.getDouble(column);
            case BOOLEAN -> reader.getBoolean(column);
            case STRINGS, MAP -> {
                List<String> texts = new ArrayList<>();
                reader.forEach(column, each -> texts.add(text(each)));
                yield texts;
            }
        };
    }

    private static String text(Binary bytes) {
        return bytes == null ? null : new String(bytes.getBytes(), StandardCharsets.UTF_8);
    }

    private static Object plain(Object value) {
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        if (value instanceof String[] texts) {
            return List.of(texts);
        }
        if (value instanceof Map<?, ?> map) {
            List<Object> texts = new ArrayList<>();
            map.forEach((key, text) -> {
                texts.add(key);
                texts.add(text);
            });
            return texts;
        }
        return value;
    }
}
