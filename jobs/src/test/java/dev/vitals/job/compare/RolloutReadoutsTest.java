package dev.vitals.job.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.job.compare.Panel.Amount;
import dev.vitals.job.compare.Panel.Member;
import dev.vitals.job.compare.RolloutReadout.GroupTime;
import dev.vitals.job.compare.RolloutReadout.RolloutEffect;
import dev.vitals.job.compare.RolloutReadout.Since;
import dev.vitals.job.compare.RolloutReadout.Wave;
import dev.vitals.job.compare.RolloutReadouts.Daily;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Panels of which it is known what happened to their clusters. */
class RolloutReadoutsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
    private static final int NEVER = -1;

    /** What a cluster gets on a day of the panel. */
    private interface Gain {
        double on(int start, int day);
    }

    /** Noise of a level of each cluster, of a day that all share, and from day to day. */
    private static Panel panel(Random random, int days, Gain gain, int each, int... starts) {
        double[] shared = random.doubles(days, 0, 6).toArray();
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < each * starts.length; i++) {
            int start = starts[i % starts.length];
            double level = 50 + 5 * random.nextGaussian();
            double noise = 0;
            TreeMap<LocalDate, Amount> amounts = new TreeMap<>();
            for (int day = 0; day < days; day++) {
                noise = .4 * noise + 2 * random.nextGaussian();
                amounts.put(FIRST.plusDays(day), new Amount(level + shared[day] + noise + gain.on(start, day), 1));
            }
            members.add(member("c" + i, start, amounts));
        }
        return new Panel(FIRST, FIRST.plusDays(days - 1), members);
    }

    private static Member member(String name, int start, TreeMap<LocalDate, Amount> amounts) {
        return new Member(name, start == NEVER ? Optional.empty() : Optional.of(FIRST.plusDays(start)), amounts);
    }

    private static Gain since(double size) {
        return (start, day) -> start != NEVER && day >= start ? size : 0;
    }

    private static RolloutEffect effect(Panel panel) {
        return effect(panel, GoodWhen.HIGHER);
    }

    private static RolloutEffect effect(Panel panel, GoodWhen goodWhen) {
        return RolloutReadouts.of(
                        "c",
                        .05,
                        List.of(new ChangedMetric("k", "number", Role.PRIMARY, goodWhen)),
                        id -> new Daily(panel, 3))
                .effects()
                .get(0);
    }

    /** Two channels rise from 10 to 16 and from 20 to 24, two others by 1: (6 + 4) / 2 - 1 = 4, over 15 before. */
    @Test
    void oneDayOfChangeIsADifferenceOfDifferences() {
        double[][] before = {{10, 16}, {20, 24}, {10, 12}, {30, 30}};
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            TreeMap<LocalDate, Amount> amounts = new TreeMap<>();
            for (int day = 0; day < 4; day++) {
                amounts.put(FIRST.plusDays(day), new Amount(before[i][day / 2], 1));
            }
            members.add(member("c" + i, i < 2 ? 2 : NEVER, amounts));
        }
        RolloutEffect effect = effect(new Panel(FIRST, FIRST.plusDays(3), members));

        assertThat(effect.method()).isEqualTo("difference_in_differences");
        assertThat(effect.effect().value()).isCloseTo(4, within(1e-12));
        // Both sides move by 1 around their mean: a variance of 2 each over two clusters.
        assertThat(effect.effect().standardError()).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(effect.before()).isEqualTo(15);
        assertThat(effect.lift().value()).isCloseTo(4 / 15.0, within(1e-12));
        assertThat(effect.preTrendPValue()).as("two days before").isNull();
        assertThat(effect.falseAlarms()).isNull();
    }

    /** A ratio is that of the totals, so that a busy channel counts for more: 30/100 to 60/100 and 1/10 to 1/10. */
    @Test
    void aRatioIsThatOfTheTotals() {
        double[][] sums = {{30, 60}, {1, 1}, {5, 5}, {5, 5}};
        double[] counts = {100, 10, 50, 50};
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            TreeMap<LocalDate, Amount> amounts = new TreeMap<>();
            amounts.put(FIRST, new Amount(sums[i][0], counts[i]));
            amounts.put(FIRST.plusDays(1), new Amount(sums[i][1], counts[i]));
            members.add(member("c" + i, i < 2 ? 1 : NEVER, amounts));
        }

        RolloutEffect effect = effect(new Panel(FIRST, FIRST.plusDays(1), members));

        assertThat(effect.effect().value()).isCloseTo(61 / 110.0 - 31 / 110.0, within(1e-12));
        assertThat(effect.waves()).singleElement().satisfies(wave -> {
            assertThat(wave.effect()).as("of a single day").isEqualTo(effect.effect());
            assertThat(wave.clusters()).isEqualTo(2);
        });
    }

    @Test
    void anEffectIsFoundWhereItIs() {
        Panel panel = panel(new Random(5), 56, since(4), 20, 28, NEVER);
        RolloutEffect effect = effect(panel);

        assertThat(effect.effect().lower()).isLessThan(4);
        assertThat(effect.effect().upper()).isGreaterThan(4);
        assertThat(effect.effect().value()).isCloseTo(4, within(1.0));
        assertThat(effect.verdict()).isEqualTo("better");
        assertThat(effect(panel, GoodWhen.LOWER).verdict()).isEqualTo("worse");
        assertThat(effect.changed()).isEqualTo(20);
        assertThat(effect.unchanged()).isEqualTo(20);
        assertThat(effect.daysToCome()).isEqualTo(3);
        assertThat(effect.falseAlarms()).isBetween(0.0, 1.0);
        assertThat(effect.sinceChange())
                .extracting(Since::fromDay, Since::toDay)
                .contains(tuple(-28, -22), tuple(21, 27));
        assertThat(effect.lift().value()).isCloseTo(effect.effect().value() / effect.before(), within(1e-12));
    }

    /** Waves on a Wednesday, a Saturday and a Friday, and an effect that grows by .2 a day: on average .1 times the days. */
    @Test
    void wavesOnAnyDayAreToldApart() {
        int[] starts = {30, 33, 46, NEVER};
        Gain growing = (start, day) -> start != NEVER && day >= start ? .2 * (day - start) : 0;
        double truth = Arrays.stream(starts)
                .filter(start -> start != NEVER)
                .mapToDouble(start -> .1 * (69 - start))
                .average()
                .orElseThrow();
        int held = 0;
        double sum = 0;
        for (int seed = 0; seed < 60; seed++) {
            RolloutEffect effect = effect(panel(new Random(seed), 70, growing, 12, starts));
            sum += effect.effect().value() / 60;
            held += effect.effect().lower() < truth && effect.effect().upper() > truth ? 1 : 0;
        }
        RolloutEffect effect = effect(panel(new Random(1), 70, growing, 12, starts));

        assertThat(sum).isCloseTo(truth, within(.15));
        assertThat(held).isBetween(52, 60);
        assertThat(effect.method()).isEqualTo("staggered_differences");
        assertThat(effect.waves())
                .extracting(Wave::changedOn)
                .containsExactly(FIRST.plusDays(30), FIRST.plusDays(33), FIRST.plusDays(46));
        assertThat(effect.waves()).allMatch(wave -> wave.clusters() == 12);
        GroupTime last = effect.groupTimes().get(effect.groupTimes().size() - 1);
        assertThat(last.changedOn()).isEqualTo(FIRST.plusDays(46));
        assertThat(last.to()).isEqualTo(FIRST.plusDays(69));
        assertThat(effect.verdict()).isEqualTo("better");
    }

    /** Where all get it in the end, those that come later are what the others are held against, until they do. */
    @Test
    void whoComesLaterIsHeldAgainstUntilThen() {
        double sum = 0;
        for (int seed = 0; seed < 40; seed++) {
            sum += effect(panel(new Random(seed), 70, since(4), 12, 28, 40, 56))
                            .effect()
                            .value()
                    / 40;
        }
        RolloutEffect effect = effect(panel(new Random(1), 70, since(4), 12, 28, 40, 56));

        assertThat(sum).isCloseTo(4, within(.2));
        assertThat(effect.lastDay()).as("before the last wave").isEqualTo(FIRST.plusDays(55));
        assertThat(effect.changed()).isEqualTo(24);
        assertThat(effect.unchanged()).isEqualTo(12);
    }

    @Test
    void sidesThatMovedApartBeforeAreNotJudged() {
        Gain drift = (start, day) -> start == NEVER ? 0 : .3 * day;
        RolloutEffect effect = effect(panel(new Random(3), 56, drift, 20, 28, NEVER));

        assertThat(effect.pValue()).as("the drift looks like an effect").isLessThan(.001);
        assertThat(effect.preTrendPValue()).isLessThan(.001);
        assertThat(effect.verdict()).isEqualTo("trends_apart");
        assertThat(effect.falseAlarms()).as("made-up days are called too").isGreaterThan(.5);
    }

    /** Of panels to which nothing happened one in twenty is called, and in one in twenty the trends are. */
    @Test
    void nothingIsCalledAsOftenAsAlphaSays() {
        int rounds = 200;
        int called = 0;
        int apart = 0;
        int staggered = 0;
        double alarms = 0;
        for (int seed = 0; seed < rounds; seed++) {
            RolloutEffect two = effect(panel(new Random(seed), 49, since(0), 10, 28, NEVER));
            called += two.pValue() < .05 ? 1 : 0;
            apart += two.preTrendPValue() < .05 ? 1 : 0;
            alarms += two.falseAlarms() / rounds;
            staggered += effect(panel(new Random(seed), 49, since(0), 10, 25, 34, NEVER))
                                    .pValue()
                            < .05
                    ? 1
                    : 0;
        }

        assertThat((double) called / rounds).isBetween(.02, .085);
        assertThat((double) apart / rounds).isBetween(.015, .085);
        assertThat((double) staggered / rounds).isBetween(.02, .085);
        assertThat(alarms).isBetween(.02, .085);
    }

    /** A channel that was not live before its change says nothing of it. */
    @Test
    void clustersWithoutNumbersAreLeftOut() {
        List<Member> members = new ArrayList<>(
                panel(new Random(5), 56, since(4), 20, 28, NEVER).members());
        Member silent = members.get(0);
        members.set(
                0,
                new Member(
                        silent.cluster(),
                        silent.changedOn(),
                        new TreeMap<>(silent.days().tailMap(FIRST.plusDays(30)))));
        RolloutEffect effect = effect(new Panel(FIRST, FIRST.plusDays(55), members));

        assertThat(effect.leftOut()).isEqualTo(1);
        assertThat(effect.changed()).isEqualTo(19);
    }

    @Test
    void whatCanNotBeJudgedIsTold() {
        Panel whole = panel(new Random(5), 30, since(4), 10, 28, NEVER);
        RolloutEffect early = effect(whole.until(FIRST.plusDays(20)));
        assertThat(early.verdict()).isEqualTo("few_days");
        assertThat(early.verdictInWords()).isEqualTo("no final days on both sides of a change; 3 can still change");
        assertThat(early.method()).isNull();

        Panel few = new Panel(whole.first(), whole.last(), whole.members().subList(0, 3));
        assertThat(effect(few).verdict()).isEqualTo("few_clusters");
        assertThat(effect(few).effect()).isNull();

        List<Member> flat = new ArrayList<>();
        whole.members().forEach(member -> {
            TreeMap<LocalDate, Amount> days = new TreeMap<>();
            member.days().keySet().forEach(day -> days.put(day, new Amount(-1, 1)));
            flat.add(new Member(member.cluster(), member.changedOn(), days));
        });
        RolloutEffect same = effect(new Panel(whole.first(), whole.last(), flat));
        assertThat(same.verdict()).isEqualTo("no_spread");
        assertThat(same.lift()).as("below 0 is no share").isNull();
    }
}
