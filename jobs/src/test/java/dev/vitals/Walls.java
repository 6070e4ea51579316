package dev.vitals;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The walls between the rooms, as rules over the classes below one root package, so that the same rules can be held
 * against planted violations below another root.
 */
final class Walls {
    /** Rooms, each with those it may name besides itself. */
    private static final Map<String, Set<String>> ARROWS = Map.of(
            "contract", Set.of(),
            "stats", Set.of(),
            "sentiment", Set.of(),
            "simulate", Set.of(),
            "kpi", Set.of("contract", "stats"),
            "report", Set.of("kpi", "stats", "contract"),
            "job", Set.of("kpi", "contract", "stats", "sentiment"),
            "warehouse", Set.of("job", "kpi", "contract", "stats", "sentiment"),
            "cli", Set.of("warehouse", "job", "report", "kpi", "contract", "stats", "sentiment", "simulate"));

    private static final String[] ENGINE = {"org.apache.spark..", "io.delta..", "scala..", "org.apache.hadoop.."};
    private static final List<String> TODAY = List.of(
            "java\\.time\\.(?!Instant\\.)[\\w.]+\\.now\\(.*",
            "java\\.lang\\.System\\.currentTimeMillis\\(\\)",
            "java\\.util\\.Date\\.<init>\\(\\)",
            "java\\.util\\.Calendar\\.getInstance\\(.*",
            "org\\.apache\\.spark\\.sql\\.functions\\.(now|curdate|current_\\w+|localtimestamp|unix_timestamp)\\(\\)");
    private static final List<String> CHANCE = List.of(
            "java\\.lang\\.Math\\.random\\(\\)",
            "java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)\\.(<init>|current)\\(\\)",
            "java\\.security\\.SecureRandom\\..*",
            "java\\.util\\.UUID\\.randomUUID\\(\\)",
            "org\\.apache\\.spark\\.sql\\.functions\\.(rand|randn|random|uniform|uuid|shuffle|monotonically\\w+)\\(.*");
    private static final List<String> PROCESS = List.of(
            "java\\.time\\.ZoneId\\.systemDefault\\(\\)",
            "java\\.util\\.TimeZone\\.[gs]etDefault\\(.*",
            "java\\.lang\\.(System|Runtime)\\.(exit|halt)\\(.*",
            "java\\.lang\\.Thread\\.sleep\\(.*");
    private static final List<String> WAYS_OUT_OF_A_DATASET = List.of(
            "org\\.apache\\.spark\\.sql\\.Dataset\\.(sparkSession|sqlContext|write|writeTo|writeStream|mergeInto)\\(.*");

    private final String root;

    Walls(String root) {
        this.root = root;
    }

    /** Nobody lives outside the rooms, where no wall would stop them. */
    ArchRule everyClassHasARoom() {
        return classes().should().resideInAnyPackage(packages(ARROWS.keySet()));
    }

    /** A room names only rooms that its arrows lead to. */
    ArchRule arrowsOf(String room) {
        List<String> forbidden = new ArrayList<>(ARROWS.keySet());
        forbidden.remove(room);
        forbidden.removeAll(ARROWS.get(room));
        if (forbidden.isEmpty()) {
            throw new IllegalArgumentException(room + " may name every room; there is no rule to make.");
        }
        return noClasses()
                .that()
                .resideInAPackage(in(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(forbidden))
                .allowEmptyShould(true);
    }

    /** Definitions, numbers and pages live without Spark, Delta, Scala and Hadoop. */
    ArchRule noEngineOutsideJobs() {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(Set.of("contract", "kpi", "stats", "sentiment", "report", "simulate")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ENGINE)
                .allowEmptyShould(true);
    }

    /** The room needs Java and the libraries, and nothing else beyond the rooms it may name. */
    ArchRule onlyNeeds(String room, String... libraries) {
        List<String> allowed = new ArrayList<>(List.of("java..", in(room)));
        allowed.addAll(List.of(libraries));
        ARROWS.get(room).forEach(other -> allowed.add(in(other)));
        return classes()
                .that()
                .resideInAPackage(in(room))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(new String[0]))
                .allowEmptyShould(true);
    }

    /** The library is named in one room only. */
    ArchRule onlyIn(String room, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in(room))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true);
    }

    /** Only the warehouse has a session: through it, anything can be read and written. */
    ArchRule onlyTheWarehouseHasASession() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("warehouse"))
                .should()
                .dependOnClassesThat()
                .haveNameMatching(".*\\.(SparkSession|SQLContext|SparkContext|JavaSparkContext|SparkConf)(\\$.*)?")
                .allowEmptyShould(true);
    }

    /** A job neither reads nor writes, and knows no path. */
    ArchRule jobsOpenAndWriteNothing() {
        return noClasses()
                .that()
                .resideInAPackage(in("job"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "org.apache.hadoop..", "io.delta..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File|RandomAccessFile|File\\w+(Stream|Reader|Writer))")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("org\\.apache\\.spark\\.sql\\..*Data(Frame|Stream)(Reader|Writer).*")
                .orShould()
                .accessTargetWhere(isOneOf("the ways out of a Dataset", WAYS_OUT_OF_A_DATASET))
                .allowEmptyShould(true);
    }

    /** Nobody but the launcher asks what day it is, and nobody but it and the warehouse what time. */
    ArchRule nobodyAsksTheTime() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("cli"), in("warehouse"))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .accessTargetWhere(isOneOf("the present day", TODAY))
                .orShould()
                .accessTargetWhere(isOneOf("the present time", List.of("java\\.time\\.Instant\\.now\\(.*")))
                .allowEmptyShould(true);
    }

    /** The warehouse stamps rows with an instant; which day it works for it is told. */
    ArchRule theWarehouseIsToldTheDay() {
        return noClasses()
                .that()
                .resideInAPackage(in("warehouse"))
                .should()
                .accessTargetWhere(isOneOf("the present day", TODAY))
                .orShould()
                .accessTargetWhere(isOneOf("a clock of its own", List.of("java\\.time\\.Clock\\.system.*")))
                .allowEmptyShould(true);
    }

    /** Whatever is computed is computed again the same: chance has a seed. */
    ArchRule chanceHasASeed() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("cli"), in("warehouse"))
                .should()
                .accessTargetWhere(isOneOf("chance without a seed", CHANCE))
                .allowEmptyShould(true);
    }

    /** The zone and the exit of the process belong to the launcher; and nobody waits by sleeping. */
    ArchRule theProcessBelongsToTheLauncher() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("cli"))
                .should()
                .accessTargetWhere(isOneOf("the machine's zone, the exit of the process or a sleep", PROCESS))
                .allowEmptyShould(true);
    }

    /** Matches what is called or referred to by its full name, e.g. {@code java.time.Instant.now()}. */
    private static DescribedPredicate<JavaAccess<?>> isOneOf(String description, List<String> patterns) {
        return describe(
                description,
                access -> patterns.stream().anyMatch(access.getTarget().getFullName()::matches));
    }

    private String in(String room) {
        return root + "." + room + "..";
    }

    private String[] packages(Collection<String> rooms) {
        return rooms.stream().map(this::in).toArray(String[]::new);
    }
}
