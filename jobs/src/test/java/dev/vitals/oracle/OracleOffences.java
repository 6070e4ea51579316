package dev.vitals.oracle;

import dev.vitals.oracle.OracleEnforcement.Sanction;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Occasions on which a person was sanctioned, as the contract silver.offence says. */
final class OracleOffences {
    private static final Duration ONE_OCCASION = Duration.ofMinutes(10);
    private static final int FOLLOWED_DAYS = 90;
    private static final int STRIKE_DAYS = 90;

    record Offence(Sanction first, Instant nextAt, Map<String, String> dimensions) implements OracleFact {
        LocalDate day() {
            return first.day();
        }
    }

    private OracleOffences() {}

    static List<Offence> offences(List<Sanction> sanctions) {
        Map<String, List<Sanction>> byPerson = new TreeMap<>();
        for (Sanction each : sanctions) {
            boolean isOfPerson = each.event().subject() != null && each.isAppealable();
            if (isOfPerson && !"reversed".equals(each.appealOutcome())) {
                byPerson.computeIfAbsent(each.event().subject(), person -> new ArrayList<>())
                        .add(each);
            }
        }
        List<Offence> offences = new ArrayList<>();
        byPerson.values().forEach(ofPerson -> offences.addAll(ofOne(ofPerson)));
        return offences;
    }

    private static List<Offence> ofOne(List<Sanction> sanctions) {
        List<Sanction> inOrder = new ArrayList<>(sanctions);
        inOrder.sort(Comparator.comparing((Sanction each) -> each.event().at())
                .thenComparing(each -> each.event().id()));
        List<Sanction> firsts = new ArrayList<>();
        Instant before = Instant.MIN;
        for (Sanction each : inOrder) {
            if (before.equals(Instant.MIN) || each.event().at().isAfter(before.plus(ONE_OCCASION))) {
                firsts.add(each);
            }
            before = each.event().at();
        }
        List<Offence> offences = new ArrayList<>();
        for (int i = 0; i < firsts.size(); i++) {
            Sanction first = firsts.get(i);
            Sanction next = i + 1 < firsts.size() ? firsts.get(i + 1) : null;
            boolean isSeen = next != null && !next.day().isAfter(first.day().plusDays(FOLLOWED_DAYS));
            int strike = 0;
            for (Sanction other : firsts.subList(0, i + 1)) {
                strike += other.day().isAfter(first.day().minusDays(STRIKE_DAYS)) ? 1 : 0;
            }
            Map<String, String> dimensions = new HashMap<>(first.dimensions());
            dimensions.put("strike", strike > 3 ? "4+" : String.valueOf(strike));
            offences.add(new Offence(first, isSeen ? next.event().at() : null, dimensions));
        }
        return offences;
    }

    static Map<String, OracleKpi<?>> kpis(List<Offence> offences, OracleFollowUp followed) {
        Map<String, OracleKpi<?>> kpis = new TreeMap<>();
        for (int days : new int[] {30, 90}) {
            kpis.put(
                    days == 90 ? "time_to_repeat_offence" : "time_to_repeat_offence_30d",
                    new OracleKpi<>(
                                    offences,
                                    Offence::day,
                                    rows -> OracleDurations.timesAndShares(
                                            "sanctioned",
                                            List.of(),
                                            waits(rows, days, followed),
                                            days * 24 * 3600L,
                                            0.1,
                                            0.25,
                                            0.5))
                            .of(each -> true, OracleOffences::offender));
            kpis.put(
                    "repeat_offence_" + days + "d",
                    OracleKpi.share(
                                    offences,
                                    Offence::day,
                                    each -> followed.isWhole(each.day(), days),
                                    each -> hasRelapsed(each, followed.endOf(each.day(), days)))
                            .of(each -> followed.isWhole(each.day(), days), OracleOffences::offender));
        }
        return kpis;
    }

    private static Set<String> offender(Offence offence) {
        return Set.of(offence.first().event().subject());
    }

    private static boolean hasRelapsed(Offence offence, Instant before) {
        return offence.nextAt() != null && offence.nextAt().isBefore(before);
    }

    private static List<OracleDurations.Case> waits(List<Offence> offences, int days, OracleFollowUp followed) {
        List<OracleDurations.Case> cases = new ArrayList<>();
        for (Offence each : offences) {
            Instant end = followed.endOf(each.day(), days);
            Instant until = hasRelapsed(each, end) ? each.nextAt() : end;
            cases.add(new OracleDurations.Case(
                    Duration.between(each.first().event().at(), until).getSeconds(),
                    hasRelapsed(each, end) ? "sanctioned" : OracleDurations.CENSORED));
        }
        return cases;
    }
}
