package dev.vitals.planted.warehouse;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.spark.sql.SparkSession;

/** Violations in the room of the warehouse. */
public final class Planted {
    private Planted() {}

    static final class PointsBack {
        dev.vitals.planted.cli.Planted.Sound cli;
    }

    static final class AsksTheDay {
        LocalDate today() {
            return LocalDate.now(ZoneOffset.UTC);
        }
    }

    static final class MakesAClock {
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    static final class Sleeps {
        void sleep() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static final class StampsRows {
        Instant computedAt(Clock clock) {
            return clock == null ? Instant.now() : clock.instant();
        }
    }

    /** Breaks nothing: the warehouse has the session. */
    public static final class Sound {
        SparkSession spark;
        dev.vitals.planted.job.Planted.Sound job;
    }
}
