package dev.vitals.report;

import dev.vitals.kpi.KpiDefinition.GoodWhen;

/**
 * Whether a number moved against the period before, beyond its noise.
 *
 * <p>It moved when the two 95% intervals do not overlap and, for a week, all days but one at most moved the same way
 * against the same weekday before. With intervals of equal width a number that did not change passes the first test about
 * once in 180 times. A count has no interval, and that of a count of different people says how well the sketch counted
 * them and nothing of chance: they moved when every day moved the same way, which happens by chance once in 64 weeks. A stock, the backlog for example, holds much the same things every day, so that its days say nothing of
 * chance, and without an interval nothing is said of it. Slices are judged by their intervals alone.
 *
 * <p>A share whose rows are followed for weeks, such as that of sanctions reversed on appeal, is not compared before both
 * are final: the younger one has had less time, and would always look lower.
 *
 * @param verdict what can be said
 * @param isUp it is higher than before; false also when nothing can be said
 * @param isProvisional one of the two may still move without late data
 */
record Movement(Verdict verdict, boolean isUp, boolean isProvisional) {
    /** What can be said of a number and the one before. */
    enum Verdict {
        MOVED,
        /** Beyond its interval, but through few of its days. */
        UNEVEN,
        STEADY,
        /** Both are known, and there is nothing to judge the difference by. */
        UNJUDGED,
        /** The definition changed between the two. */
        REDEFINED,
        /** One of the two is still followed up: what is missing of it would look like a move. */
        UNSETTLED,
        /** It is a sum over fewer days than the one before. */
        PARTIAL,
        NO_PREVIOUS,
        NO_DATA,
        TOO_FEW
    }

    /** Judged by the intervals alone. */
    static Movement between(Figure before, Figure now) {
        return between(before, now, new Weekdays(0, 0, 0, null, null));
    }

    /** Judged by the intervals and the days. */
    static Movement between(Figure before, Figure now, Weekdays days) {
        if (now.state() == Figure.State.TOO_FEW) {
            return new Movement(Verdict.TOO_FEW, false, false);
        }
        if (now.state() == Figure.State.NO_DATA) {
            return new Movement(Verdict.NO_DATA, false, false);
        }
        if (!before.hasCell() || before.state() == Figure.State.NO_DATA) {
            return new Movement(Verdict.NO_PREVIOUS, false, now.isProvisional());
        }
        if (before.cell().kpiVersion() != now.cell().kpiVersion()) {
            return new Movement(Verdict.REDEFINED, false, now.isProvisional());
        }
        boolean isProvisional = now.isProvisional() || before.isProvisional();
        if (isProvisional && now.kpi().isFollowedUp()) {
            return new Movement(Verdict.UNSETTLED, false, true);
        }
        boolean isHigher = before.hasValue() && now.hasValue() && now.value() > before.value();
        boolean isCounted = now.kpi().statistic().equals("distinct");
        if (isCounted || !before.hasInterval() || !now.hasInterval()) {
            boolean isLower = before.hasValue() && now.hasValue() && now.value() < before.value();
            boolean isMoved = !now.kpi().isStock() && (isHigher || isLower) && days.allAgree(isHigher);
            return new Movement(isMoved ? Verdict.MOVED : Verdict.UNJUDGED, isHigher, isProvisional);
        }
        boolean isAbove = now.low() > before.high();
        boolean isBelow = now.high() < before.low();
        if (!isAbove && !isBelow) {
            return new Movement(Verdict.STEADY, isHigher, isProvisional);
        }
        return new Movement(days.agree(isAbove) ? Verdict.MOVED : Verdict.UNEVEN, isAbove, isProvisional);
    }

    Movement with(Verdict other) {
        return new Movement(other, isUp, isProvisional);
    }

    Movement provisional() {
        return new Movement(verdict, isUp, true);
    }

    /** There are two numbers of the same kind. */
    boolean isCompared() {
        return verdict == Verdict.MOVED
                || verdict == Verdict.UNEVEN
                || verdict == Verdict.STEADY
                || verdict == Verdict.UNJUDGED;
    }

    boolean isMoved() {
        return verdict == Verdict.MOVED;
    }

    /** better, worse, or empty when neither way is better or nothing moved. */
    String effect(GoodWhen goodWhen) {
        if (!isMoved() || goodWhen == GoodWhen.NEITHER) {
            return "";
        }
        return isUp == (goodWhen == GoodWhen.HIGHER) ? "better" : "worse";
    }
}
