package dev.vitals.planted.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import picocli.CommandLine.Option;

/** Violations in the room of reports. */
public final class Planted {
    private Planted() {}

    static final class PointsBack {
        dev.vitals.planted.warehouse.Planted.Sound warehouse;
    }

    static final class NamesSpark {
        Dataset<String> rows;
    }

    static final class ReadsCommandLines {
        @Option(names = "--week")
        String week;
    }

    static final class AsksTheDay {
        LocalDate today() {
            return LocalDate.now(ZoneOffset.UTC);
        }
    }

    static final class AsksTheTimeByReference {
        Supplier<Instant> time() {
            return Instant::now;
        }
    }

    static final class AsksTheZone {
        ZoneId zone() {
            return ZoneId.systemDefault();
        }
    }

    static final class LeavesTheHouse {
        void leave() {
            System.exit(1);
        }
    }
}
