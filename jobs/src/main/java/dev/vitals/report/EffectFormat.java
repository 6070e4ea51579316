package dev.vitals.report;

/** Words for what a test showed: lifts, differences, p-values and chances. */
final class EffectFormat {
    private static final double LEAST_SHARE = 0.00005;
    private static final double LEAST_P = 0.0001;
    private static final double LEAST_CHANCE = 0.001;
    private static final int MOST_TIMES = 100;

    private EffectFormat() {}

    /** A lift in per cent, always with its sign. */
    static String lift(double lift) {
        if (Math.abs(lift) < LEAST_SHARE) {
            return "0.0%";
        }
        double size = Math.abs(lift) * 100;
        return (lift < 0 ? "−" : "+") + Format.fixed(size, size < 0.1 ? 2 : size < 100 ? 1 : 0) + "%";
    }

    /** A difference in the unit of what differs, always with its sign. */
    static String difference(double difference, String unit) {
        if (unit.equals("share") || unit.equals("seconds")) {
            return Format.change(0, difference, unit);
        }
        String size = Format.value(Math.abs(difference), unit);
        return (difference < 0 ? "−" : "+") + (size.startsWith("+") ? size.substring(1) : size);
    }

    /** A correlation, which no test knows to more than two digits; only an exact one is 1. */
    static String correlation(double correlation) {
        double size = Math.abs(correlation);
        String said = size < 1 && size >= 0.995 ? ">0.99" : Format.fixed(size, 2);
        return correlation < 0 && size >= 0.005 ? said.startsWith(">") ? "<−0.99" : "−" + said : said;
    }

    /** A p-value; none is 0. */
    static String p(double p) {
        return p < LEAST_P ? "<0.0001" : p > 1 - LEAST_P ? ">0.9999" : Format.number(p);
    }

    /** The same as a statement, such as p = 0.03 or p &lt; 0.0001. */
    static String equation(double p) {
        String said = p(p);
        return "p "
                + (said.startsWith("<") || said.startsWith(">")
                        ? said.charAt(0) + " " + said.substring(1)
                        : "= " + said);
    }

    /** How many times as fast; 1, where it rounds to that. */
    static String speed(double times) {
        String said = Format.number(times);
        return said.matches("1(\\.0+)?") ? "as fast as the control" : said + " times";
    }

    /** A probability; none is all or nothing. */
    static String chance(double chance) {
        return chance < LEAST_CHANCE ? "<0.1%" : chance > 1 - LEAST_CHANCE ? ">99.9%" : Format.share(chance);
    }

    /** How many times something is needed, with as many digits as such a guess has. */
    static String times(double times) {
        if (times > MOST_TIMES) {
            return "more than 100 times";
        }
        double rounded = times < 10 ? Math.round(times * 10) / 10.0 : Math.round(times);
        return "about " + Format.number(Math.max(rounded, 1.1)) + " times";
    }
}
