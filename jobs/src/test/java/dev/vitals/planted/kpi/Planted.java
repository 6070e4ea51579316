package dev.vitals.planted.kpi;

import io.delta.tables.DeltaTable;
import java.util.UUID;

/** Violations in the room of KPI definitions. */
public final class Planted {
    private Planted() {}

    static final class PointsBack {
        dev.vitals.planted.job.Planted.Sound job;
    }

    static final class NamesDelta {
        DeltaTable table;
    }

    static final class NamesAnything {
        UUID name() {
            return UUID.randomUUID();
        }
    }

    /** Breaks nothing: a KPI may name its contract. */
    public static final class Sound {
        dev.vitals.planted.contract.Planted.Sound contract;
    }
}
