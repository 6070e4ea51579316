package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that is done side by side waits for what it comes after, and for nothing else. */
@Timeout(60)
class SideBySideTest {
    @RepeatedTest(20)
    void everythingIsDoneOnceAndAfterWhatItComesAfter() {
        Random random = new Random();
        List<Integer> items = IntStream.range(0, 30).boxed().toList();
        Set<List<Integer>> pairs = ConcurrentHashMap.newKeySet();
        for (int later = 1; later < items.size(); later++) {
            pairs.add(List.of(later, random.nextInt(later)));
        }
        BiPredicate<Integer, Integer> comesAfter = (later, earlier) -> pairs.contains(List.of(later, earlier));
        List<Integer> ended = new CopyOnWriteArrayList<>();
        SideBySide.forEach(items, comesAfter, item -> {
            assertThat(ended)
                    .containsAll(items.stream()
                            .filter(other -> comesAfter.test(item, other))
                            .toList());
            ended.add(item);
        });
        assertThat(ended).containsExactlyInAnyOrderElementsOf(items);
    }

    @Test
    void whatComesAfterNothingDoesNotWaitForTheOthers() {
        CountDownLatch both = new CountDownLatch(2);
        SideBySide.forEach(List.of("a", "b"), item -> {
            both.countDown();
            await(both);
        });
        assertThat(both.getCount()).isZero();
    }

    @Test
    void afterAFailureNothingElseIsBegunAndItIsThrown() {
        List<String> begun = Collections.synchronizedList(new ArrayList<>());
        assertThatThrownBy(() -> SideBySide.forEach(
                        List.of("a", "b", "c"), (later, earlier) -> later.charAt(0) == earlier.charAt(0) + 1, item -> {
                            begun.add(item);
                            if (item.equals("b")) {
                                throw new WarehouseException("b can't be done");
                            }
                        }))
                .isInstanceOf(WarehouseException.class)
                .hasMessage("b can't be done");
        assertThat(begun).containsExactly("a", "b");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
