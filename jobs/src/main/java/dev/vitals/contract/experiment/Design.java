package dev.vitals.contract.experiment;

import java.util.List;
import java.util.Locale;

/** When a test may be looked at, and what that costs. */
public sealed interface Design {
    /** The design in a few words. */
    String words();

    /** Once, when all is counted. */
    record Fixed() implements Design {
        @Override
        public String words() {
            return "fixed";
        }
    }

    /**
     * Whenever one likes, by confidence sequences.
     *
     * @param tunedFor units of both arms at which its intervals are shortest; chosen before the test
     */
    record Anytime(long tunedFor) implements Design {
        @Override
        public String words() {
            return "anytime, tuned for %,d units".formatted(tunedFor);
        }
    }

    /**
     * On planned looks, by spending alpha over them.
     *
     * @param spending how much of alpha is spent by when
     * @param looks share of all that is known at each look, rising to 1
     * @param look which of them this is, counted from 1; of a test in the warehouse, 0, since its days tell
     */
    record GroupSequential(Spending spending, List<Double> looks, int look) implements Design {
        public GroupSequential {
            looks = List.copyOf(looks);
        }

        @Override
        public String words() {
            return "%s, look %s of %d"
                    .formatted(spending.name().toLowerCase(Locale.ROOT), look == 0 ? "-" : look, looks.size());
        }

        /** The same at a look. */
        public GroupSequential at(int other) {
            return new GroupSequential(spending, looks, other);
        }
    }

    /** How alpha is spent over the looks. */
    enum Spending {
        /** Nearly nothing early: the last look is almost as if it were the only one. */
        OBRIEN_FLEMING,
        /** Alike at each look. */
        POCOCK,
        /** With the square of what is known. */
        QUADRATIC
    }
}
