package dev.vitals.cli;

import dev.vitals.contract.Contracts;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.sentiment.Scorers;
import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.WarehouseHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}: is everything there that a night needs. */
@Command(
        name = "doctor",
        description =
                "Looks at Java, memory, disk, versions, definitions, what readers see, the run lock, interrupted erasures and every table of the warehouse (contract, protocol, statistics, commits by others, files that a crash left, cut or deleted) and who may read it, and says what to mend. A checkpoint of a table that was cut short it moves aside, and the lock of a dead run it takes away.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final long MEGABYTE = 1L << 20;
    private static final long LEAST_HEAP = 1_000 * MEGABYTE;
    private static final long LEAST_DISK = 2_000 * MEGABYTE;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private PseudonymKeyOption pseudonymKey;

    @Mixin
    private OutputOptions output;

    @Option(names = "--mend", description = "Set properties of tables again that somebody changed")
    private boolean isMended;

    @Option(
            names = "--accept",
            paramLabel = "TABLE@VERSION",
            description = "Let a version of a table be that somebody else wrote, and name it no more")
    private String accepted;

    /** One thing that was looked at. */
    record Finding(String subject, boolean isWell, String detail) {}

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        int java = Runtime.version().feature();
        findings.add(new Finding(
                "Java",
                java >= 17,
                "%s, %s; needs 17".formatted(Runtime.version(), System.getProperty("java.vendor"))));
        long heap = Runtime.getRuntime().maxMemory();
        findings.add(new Finding(
                "heap", heap >= LEAST_HEAP, "%,d MiB; set VITALS_HEAP=4g for large nights".formatted(heap / MEGABYTE)));
        findings.add(
                new Finding("cores", true, Integer.toString(Runtime.getRuntime().availableProcessors())));
        findings.add(disk("scratch space", Path.of(System.getProperty("java.io.tmpdir"))));
        warehouse.localFolder().ifPresent(folder -> findings.add(disk("warehouse space", folder)));
        findings.add(check("engine", Warehouse::engine));
        findings.add(check("table contracts", () -> Contracts.load().all().size() + " tables"));
        findings.add(check("KPI definitions", () -> KpiCatalogue.load().kpis().size() + " KPIs"));
        findings.add(
                check("sentiment scorer", () -> Scorers.from(System.getenv()).version()));
        findings.add(check("pseudonym key", pseudonymKey::origin));
        findings.add(check(
                "warehouse",
                () -> warehouse.with(w -> {
                    WarehouseHealth health = new WarehouseHealth(w, Clock.systemUTC());
                    if (accepted != null) {
                        health.accept(accepted);
                    }
                    health.all(isMended)
                            .forEach(each -> findings.add(new Finding(each.table(), each.isWell(), each.detail())));
                    return w.root();
                })));
        output.print(findings, DoctorCommand::text);
        return findings.stream().allMatch(Finding::isWell) ? ExitCode.FINE : ExitCode.FAILED;
    }

    private static Finding check(String subject, Supplier<String> look) {
        try {
            return new Finding(subject, true, look.get());
        } catch (RuntimeException e) {
            return new Finding(subject, false, e.getMessage());
        }
    }

    private static Finding disk(String subject, Path path) {
        try {
            long free = Files.getFileStore(path).getUsableSpace();
            return new Finding(subject, free >= LEAST_DISK, "%,d MiB free in %s".formatted(free / MEGABYTE, path));
        } catch (IOException e) {
            return new Finding(subject, false, path + ": " + e.getMessage());
        }
    }

    private static String text(List<Finding> findings) {
        return findings.stream()
                .map(f -> "%-5s %-28s %s".formatted(f.isWell() ? "well" : "MEND", f.subject(), f.detail()))
                .collect(Collectors.joining("\n"));
    }
}
