package dev.vitals.planted.contract;

import org.apache.spark.sql.types.StructType;

/** Violations in the room of contracts. */
public final class Planted {
    private Planted() {}

    static final class PointsBack {
        dev.vitals.planted.kpi.Planted.Sound kpi;
    }

    static final class NamesSpark {
        StructType schema;
    }

    /** Breaks nothing. */
    public static final class Sound {
        String name;
    }
}
