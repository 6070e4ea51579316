package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttackTest {
    private final Attack<String> attack = new Attack<>();

    @Test
    void anUnknownAloneInASumIsTold() {
        attack.add(null, List.of("a"));
        attack.add("total", List.of());
        attack.add(null, List.of("b", "c"));

        assertThat(attack.told()).containsExactlyInAnyOrder("a", "total");
    }

    @Test
    void whatFollowsFromOneSumIsKnownInTheNext() {
        attack.add(null, List.of("a"));
        attack.add(null, List.of("a", "b"));
        attack.add("c", List.of("b"));
        attack.add("d", List.of("e", "c"));

        assertThat(attack.told()).containsExactlyInAnyOrder("a", "b", "c");
    }

    /** No sum has fewer than two unknowns, and together they tell all three. */
    @Test
    void sumsInARingAreSolvedTogether() {
        attack.add(null, List.of("a", "b"));
        attack.add(null, List.of("b", "c"));
        attack.add(null, List.of("c", "a"));

        assertThat(attack.told()).containsExactlyInAnyOrder("a", "b", "c");
    }

    /** Rows and columns of a square tell its four cells no more than that they can move together. */
    @Test
    void aSquareTellsNothing() {
        attack.add(null, List.of("a", "b"));
        attack.add(null, List.of("c", "d"));
        attack.add(null, List.of("a", "c"));
        attack.add(null, List.of("b", "d"));

        assertThat(attack.told()).isEmpty();
    }

    /** b = (a + b) - a: the second sum once, the first taken away; the third has no part in it. */
    @Test
    void aWayNamesItsSums() {
        attack.add(null, List.of("a"));
        attack.add(null, List.of("a", "b"));
        attack.add(null, List.of("c", "d"));

        assertThat(attack.told()).containsExactlyInAnyOrder("a", "b");
        assertThat(attack.way("b").keySet()).containsExactlyInAnyOrder(0, 1);
        assertThat(attack.way("a").keySet()).containsExactly(0);
    }

    @Test
    void aHiddenTotalIsNoHelp() {
        attack.add("total", List.of("a", "b"));
        attack.add(null, List.of("total", "c"));

        assertThat(attack.told()).isEmpty();
    }
}
