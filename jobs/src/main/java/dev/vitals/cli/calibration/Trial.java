package dev.vitals.cli.calibration;

import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.effect.Effect;
import java.util.List;
import java.util.OptionalDouble;

/** A kind of experiment: draws arms of which the difference is known, and says what methods make of them. */
interface Trial {
    /** From this p-value down a difference is called. */
    double ALPHA = 0.05;

    /**
     * The claims about one pair of arms; always the same ones, in the same order.
     *
     * @param isPlanted whether the arms differ, by what the trial plants, or not at all
     */
    List<Claim> draw(Chance chance, boolean isPlanted);

    /** Whether a difference is called; not where there is no p-value, as nothing varies. */
    static boolean isCalled(Effect effect) {
        return effect.pValue().orElse(1) <= ALPHA;
    }

    /** Whether the interval holds this difference; a limit that is not known is infinite. */
    static boolean holds(Effect effect, double truth) {
        return effect.lower().orElse(Double.NEGATIVE_INFINITY) <= truth
                && truth <= effect.upper().orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * What a method says of a pair of arms.
     *
     * @param method what judges
     * @param data what it judges, and what makes that hard
     * @param called 1 where a difference is called, else 0; of a family the share of those called that are false
     * @param isHeld whether the interval holds the truth; null where there is none
     * @param naive the usual way; null where there is nothing usual that is wrong
     * @param naiveCalled the same of the usual way
     */
    record Claim(
            String method,
            String data,
            Promise promise,
            double called,
            Boolean isHeld,
            String naive,
            double naiveCalled) {
        static Claim of(String method, String data, Promise promise, Effect effect, double truth) {
            return called(method, data, promise, isCalled(effect)).held(holds(effect, truth));
        }

        static Claim called(String method, String data, Promise promise, boolean isCalled) {
            return share(method, data, promise, isCalled ? 1 : 0);
        }

        static Claim share(String method, String data, Promise promise, double called) {
            return new Claim(method, data, promise, called, null, null, 0);
        }

        static Claim pValue(String method, String data, Promise promise, OptionalDouble pValue) {
            return called(method, data, promise, pValue.orElse(1) <= ALPHA);
        }

        Claim held(boolean isSo) {
            return new Claim(method, data, promise, called, isSo, naive, naiveCalled);
        }

        /** Beside the usual way. */
        Claim beside(String way, Effect effect) {
            return beside(way, isCalled(effect) ? 1 : 0);
        }

        Claim beside(String way, double share) {
            return new Claim(method, data, promise, called, isHeld, way, share);
        }
    }
}
