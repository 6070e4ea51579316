package dev.vitals.planted.stats;

import java.util.Date;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.snakeyaml.engine.v2.api.Load;

/** Violations in the room of estimators. */
public final class Planted {
    private Planted() {}

    static final class PointsBack {
        dev.vitals.planted.contract.Planted.Sound contract;
    }

    static final class NamesSpark {
        Row row;
    }

    static final class NamesYaml {
        Load load;
    }

    static final class AsksForADate {
        Date today() {
            return new Date();
        }
    }

    static final class RollsDice {
        double roll() {
            return Math.random();
        }
    }

    /** Breaks nothing: its dice have a seed. */
    public static final class Sound {
        double roll() {
            return new RollsSeededDice().random.nextDouble();
        }
    }

    static final class RollsSeededDice {
        final Random random = new Random(7);
    }
}
