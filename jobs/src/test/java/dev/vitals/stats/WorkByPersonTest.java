package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WorkByPersonTest {
    @Test
    void theDaysOfAPersonAddUp() {
        WorkByPerson monday = work(7, 3).merge(work(9, 5));
        WorkByPerson tuesday = work(7, 2).merge(work(-1, 0));

        WorkByPerson both = monday.merge(tuesday);
        // 3 + 2, 5, and one who was there and did nothing.
        assertThat(both.peopleByWork()).isEqualTo(Map.of(5L, 2L, 0L, 1L));
        assertThat(both.people()).isEqualTo(3);
        assertThat(both.isSample()).isFalse();
    }

    @Test
    void mergingInAnyOrderGivesTheSameBytesEvenOfASample() {
        Random random = new Random(11);
        List<long[]> rows = new ArrayList<>();
        for (int person = 0; person < 3 * WorkByPerson.MOST_PEOPLE; person++) {
            long hash = random.nextLong();
            for (int row = 0; row <= person % 3; row++) {
                rows.add(new long[] {hash, random.nextInt(100)});
            }
        }
        WorkByPerson inOne = of(rows);
        Collections.shuffle(rows, random);
        WorkByPerson merged = WorkByPerson.NONE;
        for (int from = 0; from < rows.size(); from += 1000) {
            merged = of(rows.subList(from, Math.min(rows.size(), from + 1000))).merge(merged);
        }

        assertThat(merged.isSample()).isTrue();
        assertThat(merged.encode()).isEqualTo(inOne.encode());
        assertThat(WorkByPerson.decode(inOne.encode())).isEqualTo(inOne);
    }

    @Test
    void aSampleKnowsHowManyPeopleThereAreAndAllThatItsPeopleDid() {
        Random random = new Random(5);
        List<long[]> rows = new ArrayList<>();
        for (int person = 0; person < 20_000; person++) {
            long hash = random.nextLong();
            rows.add(new long[] {hash, 1});
            rows.add(new long[] {hash, 2});
        }

        WorkByPerson sample = of(rows);
        // The error of a bottom-k estimate is 1 in the root of k: 1.6 %, and three of it here.
        assertThat((double) sample.people()).isCloseTo(20_000, within(940.0));
        assertThat(sample.peopleByWork()).isEqualTo(Map.of(3L, (long) WorkByPerson.MOST_PEOPLE));
    }

    @Test
    void upToSoManyPeopleNothingIsLost() {
        List<long[]> rows = new ArrayList<>();
        for (int person = 0; person < WorkByPerson.MOST_PEOPLE; person++) {
            rows.add(new long[] {person * 0x9e3779b97f4a7c15L, 1});
        }

        assertThat(of(rows).isSample()).isFalse();
        assertThat(of(rows).people()).isEqualTo(WorkByPerson.MOST_PEOPLE);
    }

    @Test
    void whatIsNoWorkIsRefused() {
        assertThatThrownBy(() -> work(1, -1)).hasMessageContaining("can't have done -1");
        assertThatThrownBy(() -> WorkByPerson.decode(new byte[] {9, 0})).hasMessageContaining("rebuild it");
        byte[] cut = work(1, 1).encode();
        assertThatThrownBy(() -> WorkByPerson.decode(java.util.Arrays.copyOf(cut, 6)))
                .hasMessageContaining("the bytes end");
    }

    private static WorkByPerson work(long hash, long amount) {
        return new WorkByPerson.Builder().add(hash, amount).build();
    }

    private static WorkByPerson of(List<long[]> rows) {
        WorkByPerson.Builder builder = new WorkByPerson.Builder();
        rows.forEach(row -> builder.add(row[0], row[1]));
        return builder.build();
    }
}
