package dev.vitals.planted.simulate;

import java.util.Random;
import org.apache.hadoop.conf.Configuration;

/** Violations in the room of the synthetic community. */
public final class Planted {
    private Planted() {}

    static final class PointsBack {
        dev.vitals.planted.contract.Planted.Sound contract;
    }

    static final class NamesHadoop {
        Configuration configuration;
    }

    static final class AsksTheMilliseconds {
        long time() {
            return System.currentTimeMillis();
        }
    }

    static final class RollsDice {
        int roll() {
            return new Random().nextInt(6);
        }
    }
}
