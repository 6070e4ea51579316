package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What Vitals is built from is known, pinned, and may be used: no library joins without being seen. */
class SupplyChainTest {
    private static final Path ROOT = Path.of("..");
    private static final String AGAIN =
            "run mvn -Psbom package -DskipTests, then ./vitals docs, and commit what it wrote";
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "Apache-1.1",
            "MIT",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "0BSD",
            "ISC",
            "EPL-2.0",
            "CDDL-1.0",
            "MPL-1.1",
            "Unicode-3.0",
            "W3C license",
            "jQuery license",
            "Public Domain",
            "CC0-1.0");
    /** Licences that would bind what Vitals is, and why they do not: each is one of several, of which another is taken. */
    private static final Map<String, String> CHOICES = Map.of(
            "GPL-2.0-with-classpath-exception", "beside EPL-2.0 or CDDL-1.0, which are taken",
            "GNU General Public License, version 2", "RocksDB is under Apache-2.0 or this; Apache-2.0 is taken",
            "LGPL-2.1-only", "Javassist is under MPL-1.1, this or Apache-2.0; Apache-2.0 is taken");

    private static Sbom kept() throws IOException {
        return Sbom.read(ROOT.resolve(Sbom.KEPT));
    }

    /** The jars that the launcher starts Java with. */
    private static Map<String, Path> classPath() throws IOException {
        Map<String, Path> jars = new TreeMap<>();
        for (String jar :
                Files.readString(Path.of("target", "classpath.txt")).strip().split(File.pathSeparator)) {
            jars.put(Path.of(jar).getFileName().toString(), Path.of(jar));
        }
        return jars;
    }

    @Test
    void theBillOfMaterialsListsTheJarsOfTheClassPathAndNothingElse() throws IOException {
        Set<String> listed =
                kept().components().stream().map(Sbom.Component::jar).collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed).as(AGAIN).isEqualTo(classPath().keySet());
    }

    @Test
    void eachJarIsTheOneThatTheBillOfMaterialsKnows() throws IOException, NoSuchAlgorithmException {
        Map<String, Path> jars = classPath();
        List<String> others = new ArrayList<>();
        for (Sbom.Component component : kept().components()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] jar = Files.readAllBytes(jars.get(component.jar()));
            if (!HexFormat.of().formatHex(digest.digest(jar)).equals(component.sha256())) {
                others.add(component.jar());
            }
        }

        assertThat(others)
                .as("jars with another content than that of the bill of materials")
                .isEmpty();
    }

    @Test
    void whatIsKeptIsWhatWouldBeWrittenAgain() throws IOException {
        assertThat(Files.readString(ROOT.resolve(Sbom.KEPT))).isEqualTo(kept().json());
        assertThat(Files.readString(ROOT.resolve(Sbom.LICENCES))).as(AGAIN).isEqualTo(kept().licences());
    }

    @Test
    void whatTheJarContainsOfOthersIsListedInTheVersionsThatAreUnpacked() throws IOException {
        Element properties = elements(ROOT.resolve("pom.xml"), "properties").get(0);

        assertThat(Sbom.CONTAINED)
                .extracting(Sbom.Component::version)
                .containsExactly(
                        child(properties, "echarts.version"),
                        child(properties, "zrender.version"),
                        child(properties, "vader.version"));
        assertThat(Sbom.CONTAINED).flatExtracting(Sbom.Component::licences).isSubsetOf(ALLOWED);
        assertThat(Files.readString(ROOT.resolve(Sbom.KEPT)))
                .contains(Sbom.CONTAINED.stream().map(Sbom.Component::purl).toList());
        assertThat(elements(Path.of("pom.xml"), "artifactItem")).hasSameSizeAs(Sbom.CONTAINED);
    }

    /** Two builds of one commit are the same bytes; jobs/docs/figures.md says how that was measured. */
    @Test
    void theTimeOfTheBuildIsNotInTheJar() {
        Element properties = elements(ROOT.resolve("pom.xml"), "properties").get(0);

        assertThat(child(properties, "project.build.outputTimestamp")).matches("20[0-9-]{8}T[0-9:]{8}Z");
    }

    @Test
    void everyLibraryHasALicenceUnderWhichItMayBeUsed() throws IOException {
        for (Sbom.Component component : kept().components()) {
            assertThat(component.licences()).as(component.id()).isNotEmpty().anyMatch(ALLOWED::contains);
            assertThat(component.licences())
                    .as(component.id() + " has a licence that nobody looked at")
                    .allMatch(licence -> ALLOWED.contains(licence) || CHOICES.containsKey(licence));
        }
    }

    @Test
    void aLibraryThatJoinedAndALicenceThatIsNotAllowedAreSeen() throws IOException {
        Path bill = Files.createTempFile("bom", ".json");
        try {
            Files.writeString(bill, """
                    {"components":[{"group":"g","name":"n","version":"1","purl":"pkg:maven/g/n@1?classifier=linux&type=jar",
                     "hashes":[{"alg":"MD5","content":"m"},{"alg":"SHA-256","content":"s"}],
                     "licenses":[{"expression":"(CDDL-1.0 OR AGPL-3.0)"},{"license":{"name":"Own licence"}}]}]}
                    """);
            Sbom.Component component = Sbom.read(bill).components().get(0);

            assertThat(component.jar()).isEqualTo("n-1-linux.jar");
            assertThat(component.sha256()).isEqualTo("s");
            assertThat(component.licences()).containsExactly("CDDL-1.0", "AGPL-3.0", "Own licence");
            assertThat(Sbom.read(bill).licences()).contains("| g:n | 1 | n-1-linux.jar |");
        } finally {
            Files.delete(bill);
        }
    }

    private static List<Element> elements(Path pom, String name) {
        try {
            NodeList found = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getElementsByTagName(name);
            List<Element> elements = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                elements.add((Element) found.item(i));
            }
            return elements;
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new AssertionError(pom.toString(), e);
        }
    }

    private static String child(Element element, String name) {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                return node.getTextContent().strip();
            }
        }
        return null;
    }

    @Test
    void everyVersionOfAPomIsOneVersion() {
        Pattern moving = Pattern.compile(".*(SNAPSHOT|LATEST|RELEASE|[\\[\\](),]).*");
        Set<String> managed = new TreeSet<>();
        for (Element plugin : elements(ROOT.resolve("pom.xml"), "plugin")) {
            assertThat(child(plugin, "version")).as(child(plugin, "artifactId")).isNotBlank();
            managed.add(child(plugin, "artifactId"));
        }
        for (Path pom : List.of(ROOT.resolve("pom.xml"), Path.of("pom.xml"))) {
            for (Element version : elements(pom, "version")) {
                assertThat(version.getTextContent()).as("a version of " + pom).doesNotMatch(moving);
            }
            for (Element properties : elements(pom, "properties")) {
                for (Node node = properties.getFirstChild(); node != null; node = node.getNextSibling()) {
                    if (node.getNodeName().endsWith(".version")) {
                        assertThat(node.getTextContent()).as(node.getNodeName()).doesNotMatch(moving);
                    }
                }
            }
            for (Element plugin : elements(pom, "plugin")) {
                String id = child(plugin, "artifactId");
                assertThat(child(plugin, "version") != null || managed.contains(id))
                        .as(id + " has a version, here or among the managed plugins")
                        .isTrue();
            }
            for (Element dependency : elements(pom, "dependency")) {
                String id = child(dependency, "artifactId");
                boolean isManaged = child(dependency, "groupId").startsWith("org.junit");
                assertThat(isManaged || child(dependency, "version") != null)
                        .as(id + " has a version, or JUnit's own list has it")
                        .isTrue();
            }
        }
        assertThat("[1.0,2.0)").matches(moving);
        assertThat("1.0-SNAPSHOT").matches(moving);
    }

    @Test
    void everyPackageOfPythonIsPinned() throws IOException {
        Pattern pinned =
                Pattern.compile("[A-Za-z0-9._-]+(\\[[a-z,]+])?==[A-Za-z0-9.+!]+( *;.*)?( \\\\)?|--hash=.*|-[rc] .*");
        int lines = 0;
        for (Path file : requirements()) {
            for (String line : Files.readAllLines(file)) {
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    assertThat(text).as(file.toString()).matches(pinned);
                    lines++;
                }
            }
        }
        assertThat(lines).isGreaterThan(20);
        Matcher range = pinned.matcher("pandas>=3");
        assertThat(range.matches()).isFalse();
    }

    private static List<Path> requirements() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : Arrays.asList("airflow-dags", "notebooks-export", "reports")) {
            try (Stream<Path> all = Files.find(
                    ROOT.resolve(folder),
                    3,
                    (path, is) -> path.getFileName().toString().matches("(requirements|constraints).*[.]txt"))) {
                files.addAll(all.toList());
            }
        }
        return files;
    }
}
