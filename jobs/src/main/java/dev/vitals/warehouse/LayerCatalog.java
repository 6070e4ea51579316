package dev.vitals.warehouse;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A layer of a warehouse as a catalog of Spark, so that SQL finds {@code gold.kpi_daily} by that name.
 *
 * <p>A table is opened when a statement names it. Registering every table in Spark's own catalog took a statement each,
 * and a folder that all users of the machine shared.
 */
public final class LayerCatalog implements TableCatalog {
    private static final String CONF = "spark.sql.catalog.";

    private static final String ROOT = "root";
    private static final String AS_OF = "asOf";
    private static final String CLOSED = "closed";

    /** Which reader opens tables of numbers; set anew for each statement. */
    private static final String READER = "spark.vitals.query.reader";

    /** The layer whose tables are small, whatever the length of history. */
    private static final String NUMBERS = "gold";

    private static final String DELTA = "delta";
    private static final String FEW_FILES = "few-files";

    private String layer;
    private String root;
    private Optional<LocalDate> asOf;
    private Set<String> closed;

    /** For Spark, which makes it when a statement names the layer. */
    public LayerCatalog() {}

    /**
     * A session like that of the warehouse, in which the tables that are open to the role have names.
     *
     * @param past gold has what it had after this past night
     */
    static SparkSession sessionOver(Warehouse warehouse, Optional<String> role, Optional<PastGold> past) {
        String closed = warehouse.contracts().all().stream()
                .filter(contract -> !contract.isOpenTo(role))
                .map(TableContract::table)
                .collect(Collectors.joining(","));
        SparkSession session = (SparkSession) warehouse.spark().newSession();
        for (TableContract contract : warehouse.contracts().all()) {
            session.conf().set(CONF + contract.layer(), LayerCatalog.class.getName());
            session.conf().set(option(contract, ROOT), warehouse.root());
            session.conf().set(option(contract, CLOSED), closed);
            past.ifPresent(gold ->
                    session.conf().set(option(contract, AS_OF), gold.night().toString()));
        }
        return session;
    }

    /**
     * Statements that ask for rows and nothing else read tables of numbers by way of {@link FewFiles}: to have Delta find
     * their files took half of the time of a query.
     */
    static void openForRows(SparkSession session) {
        session.conf().set(READER, FEW_FILES);
    }

    /** Other statements are for Delta, which knows more of a table than its rows. */
    static void openByDelta(SparkSession session) {
        session.conf().set(READER, DELTA);
    }

    private static String option(TableContract contract, String name) {
        return CONF + contract.layer() + "." + name;
    }

    @Override
    public void initialize(String name, CaseInsensitiveStringMap options) {
        this.layer = name;
        this.root = options.get(ROOT);
        this.asOf = Optional.ofNullable(options.get(AS_OF)).map(LocalDate::parse);
        this.closed = Set.of(options.getOrDefault(CLOSED, "").split(","));
    }

    @Override
    public String name() {
        return layer;
    }

    @Override
    public Identifier[] listTables(String[] namespace) {
        return Contracts.load().all().stream()
                .filter(contract -> contract.layer().equals(layer))
                .map(contract -> Identifier.of(namespace, contract.name()))
                .filter(this::isWritten)
                .toArray(Identifier[]::new);
    }

    @Override
    public Table loadTable(Identifier table) throws NoSuchTableException {
        if (table.namespace().length > 0) {
            throw new NoSuchTableException(table);
        }
        checkOpen(table);
        String name = layer + "." + table.name();
        if (asOf.isPresent()
                && Contracts.load().find(name).filter(PastGold::hasPast).isPresent()) {
            Warehouse warehouse = Warehouse.at(SparkSession.active(), root, Contracts.load());
            return new PastTable(name, PastGold.asOf(warehouse, asOf.get()).read(name));
        }
        long newest = newestVersion(table);
        long seen = Publications.of(StateFolder.of(conf(), root))
                .current()
                .map(publication -> publication.version(name))
                .orElse(OptionalLong.empty())
                .orElse(newest);
        if (seen != Publication.UNWRITTEN) {
            if (layer.equals(NUMBERS)
                    && readsRows()
                    && Contracts.load().find(name).isPresent()) {
                return new PastTable(
                        name,
                        Warehouse.at(SparkSession.active(), root, Contracts.load())
                                .readPublished(name));
            }
            return seen == newest
                    ? delta().loadTable(atPath(table))
                    : delta().loadTable(atPath(table), Long.toString(seen));
        }
        return Contracts.load()
                .find(name)
                .map(contract -> new UnwrittenTable(name, Warehouse.schema(contract)))
                .orElseThrow(() -> new NoSuchTableException(table));
    }

    @Override
    public Table loadTable(Identifier table, String version) throws NoSuchTableException {
        checkOpen(table);
        return delta().loadTable(atPath(table), version);
    }

    @Override
    public Table loadTable(Identifier table, long timestamp) throws NoSuchTableException {
        checkOpen(table);
        return delta().loadTable(atPath(table), timestamp);
    }

    @Override
    public Table alterTable(Identifier table, TableChange... changes) {
        throw new UnsupportedOperationException("Queries change no table.");
    }

    @Override
    public boolean dropTable(Identifier table) {
        throw new UnsupportedOperationException("Queries drop no table.");
    }

    @Override
    public void renameTable(Identifier from, Identifier to) {
        throw new UnsupportedOperationException("Queries rename no table.");
    }

    private void checkOpen(Identifier table) {
        String name = (layer + "." + table.name()).toLowerCase(Locale.ROOT);
        if (closed.contains(name)) {
            throw new WarehouseException(
                    name + " is not for everybody: it holds numbers of single people. Who may see them says"
                            + " so with --role; its contract names the role.");
        }
    }

    private static boolean readsRows() {
        return FEW_FILES.equals(SparkSession.active().conf().get(READER, DELTA));
    }

    private boolean isWritten(Identifier table) {
        return newestVersion(table) >= 0;
    }

    private long newestVersion(Identifier table) {
        return DeltaLogFolder.newestVersion(new Path(path(table)), conf());
    }

    private static Configuration conf() {
        return SparkSession.active().sessionState().newHadoopConf();
    }

    private Identifier atPath(Identifier table) {
        return Identifier.of(new String[] {"delta"}, path(table));
    }

    private String path(Identifier table) {
        return root + "/" + layer + "/" + table.name();
    }

    /** Delta's own catalog, which opens a table by its path. */
    private static TableCatalog delta() {
        return (TableCatalog)
                SparkSession.active().sessionState().catalogManager().v2SessionCatalog();
    }
}
