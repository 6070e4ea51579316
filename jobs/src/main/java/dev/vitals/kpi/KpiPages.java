package dev.vitals.kpi;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import java.util.List;
import java.util.Map;

/** Prints the KPI catalogue that people read: what each number means, down to an example worked by hand. */
public final class KpiPages {
    /** Where the page lies, from the root of the repository. */
    public static final String FILE = "reports/KPIS.md";

    private static final String INTRODUCTION = """
            <!-- generated, do not edit; run ./vitals docs -->

            # KPI catalogue

            What every number means, from the definitions in `schemas/kpis/<id>.yaml`. The examples are tests: they run
            through the same code as the nightly numbers.

            ## How to read the numbers

            - Numbers lie in `gold.kpi_daily` (days) and `gold.kpi_period` (weeks, months, trailing 28 days), one row per
              KPI, day, slice and estimate. Days are UTC days.
            - Every number comes with its numerator, denominator, number of observations `n` and 95% interval. A share of
              nothing is empty, not 0; where nothing was found, the upper end says how much there may be.
            - Slices and days are never averaged: their states are merged, then the number is computed. Distinct people
              and percentiles of parts do not add up to those of the whole.
            - Until a KPI is *mature* its number is provisional: things that belong to it can still happen. No KPI is
              mature before the third day, within which nearly all late data come. What comes later still moves a mature
              number, and `ops.restatement` says what moved.
            - Cells with fewer observations than the least stated are hidden in everything that leaves gold.
            - A missing dimension makes the slice `unknown`.
            """;

    private KpiPages() {}

    /** The whole page; the same definitions always give the same text. */
    public static String render(KpiCatalogue catalogue, Contracts contracts) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("\n## KPIs\n");
        for (Map.Entry<String, List<KpiDefinition>> facts : catalogue.byTable().entrySet()) {
            TableContract table = contracts.table(facts.getKey());
            page.append("\nFrom `" + facts.getKey() + "`, one row per " + grain(table) + ":\n\n");
            page.append("| KPI | question | unit |\n|---|---|---|\n");
            for (KpiDefinition kpi : facts.getValue()) {
                page.append("| " + link(kpi) + " | " + Markdown.cell(kpi.question()) + " | " + Markdown.cell(kpi.unit())
                        + " |\n");
            }
        }
        catalogue.kpis().forEach(kpi -> page.append(KpiSection.of(kpi, grain(contracts.table(kpi.from())))));
        return page.toString();
    }

    /** {@code one report} as {@code report}. */
    private static String grain(TableContract table) {
        return table.grain().replaceFirst("^one ", "");
    }

    private static String link(KpiDefinition kpi) {
        return "[" + kpi.id() + "](#" + kpi.id() + ")";
    }
}
