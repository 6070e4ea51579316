package dev.vitals.warehouse;

import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.job.compare.ChangeCells;
import dev.vitals.job.compare.ChannelFacts;
import dev.vitals.job.compare.ChannelFacts.ChannelAmount;
import dev.vitals.job.compare.RolloutReadout;
import dev.vitals.job.compare.RolloutReadouts;
import dev.vitals.job.measure.Cell;
import dev.vitals.kpi.KpiDefinition;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges a change that came for some channels first by what each channel has in the facts, on days that are final in gold. */
public final class ChannelDays {
    private final Warehouse warehouse;

    /** Reads the facts and numbers of a warehouse. */
    public ChannelDays(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * What the change did.
     *
     * @param kpis that it is judged by
     * @throws dev.vitals.contract.DefinitionException where it names a channel that nothing is known of
     */
    public RolloutReadout readout(ChangeSpec spec, List<KpiDefinition> kpis) {
        Map<String, KpiDefinition> byId =
                kpis.stream().collect(Collectors.toMap(KpiDefinition::id, Function.identity()));
        List<ChannelAmount> amounts = amounts(spec, kpis);
        ChangeCells.requireKnown(spec, amounts);
        Map<String, List<Cell>> cells = new GoldReader(warehouse)
                .dailyOfAllRows(byId.keySet()).stream().collect(Collectors.groupingBy(Cell::kpi));
        return RolloutReadouts.of(
                spec.id(),
                spec.alpha(),
                spec.metrics(),
                id -> ChangeCells.byChannel(spec, byId.get(id), cells.getOrDefault(id, List.of()), amounts));
    }

    private List<ChannelAmount> amounts(ChangeSpec spec, List<KpiDefinition> kpis) {
        LocalDate from = ChangeCells.firstDay(spec);
        Optional<LocalDate> to = LastNight.of(warehouse).asOf().filter(night -> !night.isBefore(from));
        return to.isEmpty()
                ? List.of()
                : ChannelFacts.of(warehouse.contracts(), kpis)
                        .perDay(warehouse::read, from, to.get())
                        .collectAsList()
                        .stream()
                        .map(ChannelFacts::read)
                        .toList();
    }
}
