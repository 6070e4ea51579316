package dev.vitals.contract.experiment;

import dev.vitals.contract.YamlMap;
import dev.vitals.contract.experiment.Design.Anytime;
import dev.vitals.contract.experiment.Design.Fixed;
import dev.vitals.contract.experiment.Design.GroupSequential;
import dev.vitals.contract.experiment.Design.Spending;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads when a test may be looked at. */
final class DesignReader {
    private DesignReader() {}

    private enum Kind {
        FIXED,
        ANYTIME,
        GROUP_SEQUENTIAL
    }

    /** @param inWarehouse whether the test's days tell which look it is */
    static Design read(YamlMap root, boolean inWarehouse) {
        Optional<YamlMap> given = root.optionalMap("design");
        if (given.isEmpty()) {
            return new Fixed();
        }
        YamlMap map = given.get();
        Design design = switch (map.oneOf("kind", Kind.class)) {
            case FIXED -> new Fixed();
            case ANYTIME -> new Anytime(Counts.count(map, "tuned_for", 2));
            case GROUP_SEQUENTIAL -> groupSequential(map, inWarehouse);
        };
        map.rejectUnknownKeys();
        return design;
    }

    private static GroupSequential groupSequential(YamlMap map, boolean inWarehouse) {
        List<Double> looks = new ArrayList<>();
        for (BigDecimal share : shares(map)) {
            double before = looks.isEmpty() ? 0 : looks.get(looks.size() - 1);
            if (share.doubleValue() <= before || share.doubleValue() > 1) {
                throw map.error(
                        "looks", "must rise from above 0 to 1, as in [0.25, 0.5, 0.75, 1]; " + share + " does not.");
            }
            looks.add(share.doubleValue());
        }
        if (looks.isEmpty() || looks.get(looks.size() - 1) != 1) {
            throw map.error("looks", "must end with 1, the last look, as in [0.25, 0.5, 0.75, 1].");
        }
        int look = inWarehouse ? 0 : (int) Counts.count(map, "look", 1);
        if (look > looks.size()) {
            throw map.error("look", "is " + look + " of " + looks.size() + "; count from 1.");
        }
        return new GroupSequential(
                map.optionalOneOf("spending", Spending.class).orElse(Spending.OBRIEN_FLEMING), looks, look);
    }

    private static List<BigDecimal> shares(YamlMap map) {
        List<BigDecimal> shares = new ArrayList<>();
        if (map.value("looks") instanceof List<?> all) {
            for (Object each : all) {
                try {
                    shares.add(new BigDecimal(String.valueOf(each)));
                } catch (NumberFormatException e) {
                    throw map.error("looks", "must be numbers, not " + each + ".");
                }
            }
        }
        return shares;
    }
}
