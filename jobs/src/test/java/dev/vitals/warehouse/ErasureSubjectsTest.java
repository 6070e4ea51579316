package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.land.Pseudonyms;
import dev.vitals.warehouse.Erasure.Subjects;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErasureSubjectsTest {
    @Test
    void peopleHaveAPseudonymOfEachSecretOfTheKey() {
        String key = "the first secret of the key";
        Pseudonyms first = new Pseudonyms(key.getBytes(StandardCharsets.UTF_8));
        Pseudonyms rotated = new Pseudonyms((key + "\nthe second secret of the key").getBytes(StandardCharsets.UTF_8));

        assertThat(new Subjects(Set.of("7"), Set.of()).pseudonymsOfEveryEpoch(rotated))
                .containsExactlyInAnyOrder(first.of("7"), rotated.of("7"));
    }
}
