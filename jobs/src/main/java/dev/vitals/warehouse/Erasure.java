package dev.vitals.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitals.contract.TableContract;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.warehouse.landing.ArchiveErasure;
import dev.vitals.warehouse.landing.FormatWords;
import dev.vitals.warehouse.landing.HeldPeople;
import dev.vitals.warehouse.landing.Landing;
import dev.vitals.warehouse.landing.Needles;
import io.delta.tables.DeltaTable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * Takes people out of a warehouse and of the files that were delivered to it.
 *
 * <p>Their pseudonyms become tokens that were made for this erasure and are kept nowhere; what they wrote is emptied; earlier
 * versions of the tables are deleted. Numbers stay as they are, and so do all that are made again from these rows. It may be
 * killed at any time: {@link #resume} goes on where it stopped, and no night runs before that.
 */
public final class Erasure {
    private static final int LISTED_FILES = 5;
    private static final int TOKEN_BYTES = 16;

    private final Warehouse warehouse;
    private final Pseudonyms pseudonyms;
    private final Clock clock;
    private final Progress progress;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param pseudonyms those that landing makes, by the same key
     * @param clock time for the lock and the receipt, never for a number
     */
    public Erasure(Warehouse warehouse, Pseudonyms pseudonyms, Clock clock, Progress progress) {
        this.warehouse = warehouse;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * People.
     *
     * @param ids platform ids
     * @param names logins and display names, as far as they are known; those that delivered records tell are found
     */
    public record Subjects(Set<String> ids, Set<String> names) {
        public Subjects {
            ids = Set.copyOf(ids);
            names = Set.copyOf(names);
        }

        /** What they and their channels are known by in the tables: of whom a log knew the login alone, the pseudonym of that. */
        public Set<String> pseudonyms(Pseudonyms pseudonyms) {
            return known().stream().map(pseudonyms::of).collect(Collectors.toCollection(TreeSet::new));
        }

        /** The same in each epoch of the key: labels of an audit name channels as they were when it was drawn. */
        Set<String> pseudonymsOfEveryEpoch(Pseudonyms pseudonyms) {
            return known().stream()
                    .flatMap(each -> pseudonyms.ofEveryEpoch(each).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private List<String> known() {
            List<String> known = new ArrayList<>(ids);
            for (String name : names) {
                known.add('@' + name.toLowerCase(Locale.ROOT));
                // A channel of which a log of chat knew the name alone.
                known.add('#' + name.toLowerCase(Locale.ROOT));
                known.add(name);
            }
            return known;
        }
    }

    /**
     * Erases people; those of whom nothing is there are erased as well. Asked for again after an interruption, it goes on.
     *
     * @param landing folder of the delivered files; empty to leave them to somebody else
     * @throws WarehouseException when another run holds the lock, an erasure of others was interrupted, or a night failed
     */
    public ErasureReceipt erase(Subjects subjects, Optional<String> landing) {
        return erase(subjects, landing, today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** The same on a day that decides which legal holds are in force. */
    ErasureReceipt erase(Subjects subjects, Optional<String> landing, LocalDate day) {
        try (RunLock lock = RunLock.take(warehouse, "erase since " + clock.instant())) {
            requireTheSameKey(warehouse, pseudonyms);
            Optional<PendingErasure> same = PendingErasure.load(warehouse.state())
                    .filter(open -> open.isOf(subjects.ids(), subjects.names(), landing.orElse(null)));
            if (same.isPresent()) {
                return finish(same.get(), day);
            }
            PendingErasure.requireNone(warehouse.state());
            KeyRotation.requireNone(warehouse.state());
            requireNewestIsSeen(warehouse, "An erasure");
            requireNoHold(subjects, day);
            requireTelling(subjects);
            TreeSet<String> names = new TreeSet<>(subjects.names());
            landing.ifPresent(uri -> names.addAll(archive(uri).names(subjects.ids())));
            landing.ifPresent(uri -> requireNoOtherFile(archive(uri), subjects.ids(), names));
            PendingErasure begun = new PendingErasure(
                    UUID.randomUUID().toString(),
                    clock.instant(),
                    new TreeSet<>(subjects.ids()),
                    names,
                    landing.orElse(null),
                    tokens(subjects.ids(), names));
            begun.save(warehouse.state());
            return finish(begun, day);
        }
    }

    /** Goes on with an erasure that was interrupted; empty where none was. */
    public Optional<ErasureReceipt> resume() {
        try (RunLock lock = RunLock.take(warehouse, "erase since " + clock.instant())) {
            requireTheSameKey(warehouse, pseudonyms);
            return PendingErasure.load(warehouse.state()).map(begun -> finish(begun, today()));
        }
    }

    private Map<String, String> tokens(Set<String> ids, Set<String> names) {
        Map<String, String> tokens = new TreeMap<>();
        new Subjects(ids, names).pseudonymsOfEveryEpoch(pseudonyms).forEach(known -> tokens.put(known, token()));
        return tokens;
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private ErasureReceipt finish(PendingErasure begun, LocalDate day) {
        Set<String> held = new LegalHolds(warehouse, clock).inForce(day).keySet();
        StagingFolders.remove(warehouse);
        Set<String> texts = new TreeSet<>(begun.ids());
        texts.addAll(begun.names());
        // Sheets of audits name channels by pseudonym.
        texts.addAll(begun.tokens().keySet());
        Needles needles = new Needles(texts);
        SubjectColumns columns = new SubjectColumns(begun.tokens(), needles, !held.isEmpty());
        List<TableContract> personal = warehouse.contracts().all().stream()
                .filter(SubjectColumns::arePersonal)
                .filter(table -> warehouse.exists(table.table()))
                .toList();
        List<ErasureReceipt.Table> tables = new ArrayList<>();
        for (TableContract table : personal) {
            progress.at("erase from " + table.table(), tables.size(), personal.size());
            tables.add(CommitNote.with(warehouse, note(begun.id()), () -> one(table, columns, begun.id())));
        }
        ErasureReceipt.Landing landing = null;
        if (begun.landing() != null) {
            ArchiveErasure.Blanked blanked = archive(begun.landing()).blank(needles, new HeldPeople(held, pseudonyms));
            landing = new ErasureReceipt.Landing(blanked.files(), blanked.records(), blanked.masked());
        }
        ErasureReceipt receipt = new ErasureReceipt(
                begun.id(),
                begun.startedAt(),
                clock.instant().toString(),
                begun.ids().size(),
                begun.ids().stream()
                        .map(id -> pseudonyms.ofFirstEpoch("\nerased " + id))
                        .toList(),
                Warehouse.engine(),
                tables,
                landing);
        Erasures.add(warehouse, receipt);
        PendingErasure.clear(warehouse.state());
        return receipt;
    }

    private ErasureReceipt.Table one(TableContract table, SubjectColumns columns, String id) {
        String name = table.table();
        String path = warehouse.path(name);
        StructType schema = warehouse.spark().read().format("delta").load(path).schema();
        DeltaTable delta = DeltaTable.forPath(warehouse.spark(), path);
        Column mentions = columns.mentions(table, schema);
        // Most tables know nothing of a person, and to read one is far less work than to update nothing of it.
        if (!warehouse.read(name).filter(mentions).isEmpty()) {
            RunLock.requireHeld(warehouse.state());
            delta.update(mentions, columns.changes(table, schema));
        }
        SameNumbers.show(warehouse, name);
        long version = warehouse.version(name);
        long deleted = Vacuum.atOnce(warehouse, name);
        return new ErasureReceipt.Table(
                name, metric(delta, id, "numUpdatedRows"), metric(delta, id, "numRemovedFiles"), deleted, version);
    }

    /** Of all commits of this erasure, those before it was interrupted too. */
    private static long metric(DeltaTable table, String id, String metric) {
        return table
                .history()
                .filter("userMetadata = '%s' AND operation = 'UPDATE'".formatted(note(id)))
                .collectAsList()
                .stream()
                .map(row -> row.<String, String>getJavaMap(row.fieldIndex("operationMetrics")))
                .mapToLong(metrics -> Long.parseLong(metrics.getOrDefault(metric, "0")))
                .sum();
    }

    private static String note(String id) {
        return CommitNote.of("erase", id);
    }

    /** By another key nobody would be found, and the receipt would say that all is well. */
    static void requireTheSameKey(Warehouse warehouse, Pseudonyms pseudonyms) {
        Optional<String> known = new LandingTables(warehouse).noted(Landing.KEY_FINGERPRINT);
        if (known.isPresent() && !known.get().equals(pseudonyms.fingerprint())) {
            throw new WarehouseException(
                    "The pseudonym key is not the one that this warehouse was filled with (fingerprint %s, not %s): nobody would be found. Nothing was changed. Give the key of the nights."
                            .formatted(pseudonyms.fingerprint(), known.get()));
        }
    }

    /** Every record holds such a word, and would be taken for theirs. */
    private static void requireTelling(Subjects subjects) {
        List<String> ids =
                subjects.ids().stream().filter(FormatWords::isId).sorted().toList();
        if (!ids.isEmpty()) {
            throw new WarehouseException(
                    "%d of the ids are words of the logs themselves (%s), and would be found in everybody's records. Is the column the right one? Nothing was erased."
                            .formatted(ids.size(), String.join(", ", ids)));
        }
        List<String> words = FormatWords.among(subjects.names());
        if (!words.isEmpty()) {
            throw new WarehouseException(
                    "%d of the names are words of the logs themselves, or a single letter (%s), and would be found in everybody's records. Leave them out of the file: what holds the id is found without them, what knew the name alone is not. Nothing was erased."
                            .formatted(words.size(), String.join(", ", words)));
        }
    }

    /** They are not delivered, or not yet, and somebody may be writing them. */
    private static void requireNoOtherFile(ArchiveErasure archive, Set<String> ids, Set<String> names) {
        Set<String> texts = new TreeSet<>(ids);
        texts.addAll(names);
        Needles needles = new Needles(texts);
        List<String> others = archive.othersWith(needles);
        if (!others.isEmpty()) {
            String first = others.stream().limit(LISTED_FILES).collect(Collectors.joining(", "));
            throw new WarehouseException(
                    "%d files of the landing folder that no night reads (hidden, .tmp, .part, or in no source folder) hold some of what is to be erased, or can't be read: %s%s. Delete them, or wait for the end of their upload; nothing was erased."
                            .formatted(
                                    others.size(),
                                    new String(needles.masked(first.getBytes(UTF_8)), UTF_8),
                                    others.size() > LISTED_FILES ? ", and others" : ""));
        }
    }

    private void requireNoHold(Subjects subjects, LocalDate day) {
        Map<String, String> holds = new LegalHolds(warehouse, clock).inForce(day);
        Set<String> inForce = subjects.pseudonyms(pseudonyms).stream()
                .filter(holds::containsKey)
                .map(holds::get)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!inForce.isEmpty()) {
            throw new WarehouseException(
                    "Of %d people some are under a legal hold (%s, see ./vitals holds list), and nothing of them may be deleted. Take them out of the file, or release the hold; nothing was erased."
                            .formatted(subjects.ids().size(), String.join(", ", inForce)));
        }
    }

    /** Earlier versions are deleted: readers must not be on one of them. */
    static void requireNewestIsSeen(Warehouse warehouse, String what) {
        SameNumbers.show(warehouse);
        for (TableContract table : warehouse.contracts().all()) {
            OptionalLong seen = warehouse.published(table.table());
            boolean isBehind = seen.isPresent()
                    && warehouse.exists(table.table())
                    && seen.getAsLong() != warehouse.version(table.table());
            if (isBehind && SubjectColumns.arePersonal(table)) {
                throw new WarehouseException(
                        "Readers see version %d of %s and the newest is %d, after a night that failed or a rollback. %s deletes what is not the newest: run the night again first; nothing was changed."
                                .formatted(seen.getAsLong(), table.table(), warehouse.version(table.table()), what));
            }
        }
    }

    private ArchiveErasure archive(String uri) {
        return ArchiveErasure.at(uri, warehouse.spark().sessionState().newHadoopConf(), progress);
    }
}
