package dev.vitals.report;

import java.time.LocalDate;

/**
 * One number as it may be shown: either a cell of gold with the way to word it, or the reason why there is none.
 *
 * <p>A figure that is too small holds no cell at all, so that nobody downstream can print it.
 */
final class Figure {
    /** How a figure is worded. */
    enum State {
        /** The value with its interval. */
        VALUE,
        /** Nothing was observed: an upper bound, never 0. */
        AT_MOST,
        /** Everything was observed: a lower bound. */
        AT_LEAST,
        /** The data stop before the number is known. */
        NOT_REACHED,
        /** There is nothing to divide by, or nothing came. */
        NO_DATA,
        /** It is hidden, to protect few people. */
        TOO_FEW
    }

    private final KpiView kpi;
    private final String estimate;
    private final Cell cell;
    private final State state;

    private Figure(KpiView kpi, String estimate, Cell cell, State state) {
        this.kpi = kpi;
        this.estimate = estimate;
        this.cell = cell;
        this.state = state;
    }

    static Figure tooFew(KpiView kpi, String estimate) {
        return new Figure(kpi, estimate, null, State.TOO_FEW);
    }

    static Figure noData(KpiView kpi, String estimate) {
        return new Figure(kpi, estimate, null, State.NO_DATA);
    }

    static Figure of(KpiView kpi, Cell cell) {
        return new Figure(kpi, cell.estimate(), cell, stateOf(kpi, cell));
    }

    private static State stateOf(KpiView kpi, Cell cell) {
        if (cell.value() == null) {
            boolean isTime = kpi.statistic().equals("time_to_event");
            return isTime && cell.n() > 0 ? State.NOT_REACHED : State.NO_DATA;
        }
        boolean isShare = kpi.unitOf(cell.estimate()).equals("share");
        boolean isRate = kpi.statistic().equals("rate");
        if ((isShare || isRate) && cell.value() == 0 && cell.ciHigh() != null) {
            return State.AT_MOST;
        }
        return isShare && cell.value() == 1 && cell.ciLow() != null ? State.AT_LEAST : State.VALUE;
    }

    KpiView kpi() {
        return kpi;
    }

    String estimate() {
        return estimate;
    }

    /** share, seconds, or the noun that is counted. */
    String unit() {
        return kpi.unitOf(estimate);
    }

    State state() {
        return state;
    }

    /** It has a value that can be drawn and compared. */
    boolean hasValue() {
        return state == State.VALUE || state == State.AT_MOST || state == State.AT_LEAST;
    }

    /** It has a cell, although perhaps no value: its interval and basis can be shown. */
    boolean hasCell() {
        return cell != null;
    }

    /** The cell; fails when there is none to show. */
    Cell cell() {
        if (cell == null) {
            throw new IllegalStateException("There is nothing to show of " + kpi.id() + ": " + state + ".");
        }
        return cell;
    }

    double value() {
        return cell().value();
    }

    boolean isProvisional() {
        return cell != null && state != State.NO_DATA && !cell.isMature();
    }

    /** Day from which it is final. */
    LocalDate settledOn() {
        return cell().end().plusDays(kpi.matureAfterDays());
    }

    boolean hasInterval() {
        return cell != null && (cell.ciLow() != null || cell.ciHigh() != null);
    }

    /** Lower end of the interval; minus infinity where it is open. */
    double low() {
        return cell().ciLow() == null ? Double.NEGATIVE_INFINITY : cell().ciLow();
    }

    /** Upper end of the interval; infinity where it is open. */
    double high() {
        return cell().ciHigh() == null ? Double.POSITIVE_INFINITY : cell().ciHigh();
    }

    /** The number in words. */
    String valueText() {
        return switch (state) {
            case VALUE -> Format.value(value(), unit());
            case AT_MOST -> "at most " + Format.value(cell.ciHigh(), unit());
            case AT_LEAST -> "at least " + Format.value(cell.ciLow(), unit());
            case NOT_REACHED -> "not reached";
            case NO_DATA -> "no data";
            case TOO_FEW -> "too few";
        };
    }

    /** The 95% interval in words; empty when there is none to tell. */
    String intervalText() {
        if (!hasInterval() || state == State.AT_MOST || state == State.AT_LEAST || state == State.NO_DATA) {
            return "";
        }
        if (cell.ciHigh() == null) {
            return "more than " + Format.value(cell.ciLow(), unit());
        }
        if (cell.ciLow() == null) {
            return "less than " + Format.value(cell.ciHigh(), unit());
        }
        return Format.value(cell.ciLow(), unit()) + " to " + Format.value(cell.ciHigh(), unit());
    }

    /** What the number rests on; empty when it may not be told. */
    String basisText() {
        if (cell == null) {
            return "";
        }
        if (kpi.statistic().equals("share") && cell.numerator() != null && cell.denominator() != null) {
            return Format.number(cell.numerator()) + " of " + Format.number(cell.denominator());
        }
        if (kpi.statistic().equals("ratio") && cell.numerator() != null && cell.denominator() != null) {
            return part("numerator", cell.numerator()) + " / " + part("denominator", cell.denominator()) + ", n = "
                    + Format.count(cell.n());
        }
        if (kpi.statistic().equals("rate") && cell.numerator() != null && cell.denominator() != null) {
            return Format.number(cell.numerator()) + " in " + Format.number(cell.denominator());
        }
        if (kpi.statistic().equals("count")) {
            return "full count";
        }
        if (kpi.statistic().equals("distinct")) {
            return hasInterval() ? "each counted once, estimated" : "each counted once";
        }
        String open = cell.nCensored() == null || cell.nCensored() == 0
                ? ""
                : ", " + Format.count(cell.nCensored()) + " still open";
        return "n = " + Format.count(cell.n()) + open;
    }

    /** A part of a ratio: sums of seconds read as hours. */
    private String part(String name, double sum) {
        return kpi.sumsSeconds(name) ? Format.number(sum / 3600) + " h" : Format.number(sum);
    }

    /** final or provisional; empty when there is no number. */
    String statusText() {
        return cell == null || state == State.NO_DATA ? "" : isProvisional() ? "provisional" : "final";
    }
}
