package dev.vitals.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bill of materials: every library that Vitals runs on, with its version, the hash of its jar and its licences, and what
 * its own jar contains of others.
 *
 * <p>Maven writes one of its own for each build ({@code mvn -Psbom package}, CycloneDX, {@value #BUILT}); what is kept in the
 * repository is the part of it that says what is run, a line each, so that a change of a library is seen in a review.
 */
final class Sbom {
    static final String BUILT = "jobs/target/bom.json";
    static final String KEPT = "jobs/docs/sbom.json";
    static final String LICENCES = "jobs/docs/licences.md";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What poms that name no licence, or the wrong one, ought to have named; looked up in the jars. */
    private static final Map<String, List<String>> AMENDED = Map.of(
            "oro/oro", List.of("Apache-1.1"),
            "org.apache.datasketches/datasketches-memory", List.of("Apache-2.0"),
            // ASM, which is in it, has a licence of its own.
            "org.apache.xbean/xbean-asm9-shaded", List.of("Apache-2.0", "BSD-3-Clause"),
            // Its pom says "BSD" with a link to the three clauses; the plugin makes four of them.
            "com.thoughtworks.paranamer/paranamer", List.of("BSD-3-Clause"));

    /** What is unpacked into the jar of Vitals at build time; no jar of its own, and so no hash. */
    static final List<Component> CONTAINED = List.of(
            contained("org.webjars.npm", "echarts", "5.3.1", "Apache-2.0", "BSD-3-Clause", "0BSD"),
            contained("org.webjars.npm", "zrender", "5.3.1", "BSD-3-Clause"),
            contained("com.github.apanimesh061", "vader-sentiment-analyzer", "1.0", "MIT"));

    private final List<Component> components;

    private Sbom(List<Component> components) {
        this.components = components;
    }

    /**
     * A library.
     *
     * @param jar name of its file
     * @param licences one or several, of which a user may choose or which hold for parts of it
     */
    record Component(
            String group, String name, String version, String jar, String purl, String sha256, List<String> licences) {
        /** Group and name. */
        String id() {
            return group + '/' + name;
        }
    }

    private static Component contained(String group, String name, String version, String... licences) {
        String purl = "pkg:maven/%s/%s@%s?type=jar".formatted(group, name, version);
        return new Component(group, name, version, "in that of Vitals", purl, "", List.of(licences));
    }

    /** Reads the libraries of a bill, the built one or the kept one. */
    static Sbom read(Path file) throws IOException {
        List<Component> all = new ArrayList<>();
        for (JsonNode component : JSON.readTree(Files.readString(file)).path("components")) {
            all.add(component(component));
        }
        all.removeIf(component -> CONTAINED.stream().anyMatch(in -> in.id().equals(component.id())));
        all.sort(Comparator.comparing(Component::purl));
        return new Sbom(all);
    }

    private static Component component(JsonNode node) {
        String group = node.path("group").asText();
        String name = node.path("name").asText();
        String version = node.path("version").asText();
        String purl = node.path("purl").asText();
        int classifier = purl.indexOf("classifier=");
        String suffix =
                classifier < 0 ? "" : '-' + purl.substring(classifier + 11).replaceAll("&.*", "");
        String sha256 = "";
        for (JsonNode hash : node.path("hashes")) {
            sha256 = hash.path("alg").asText().equals("SHA-256")
                    ? hash.path("content").asText()
                    : sha256;
        }
        List<String> amended = AMENDED.get(group + '/' + name);
        List<String> licences = amended == null ? licences(node) : amended;
        return new Component(group, name, version, name + '-' + version + suffix + ".jar", purl, sha256, licences);
    }

    private static List<String> licences(JsonNode node) {
        List<String> licences = new ArrayList<>();
        for (JsonNode licence : node.path("licenses")) {
            JsonNode named = licence.path("license");
            String name = licence.has("expression")
                    ? licence.get("expression").asText()
                    : named.path("id").asText(named.path("name").asText());
            for (String one : name.replaceAll("[()]", "").split(" OR ")) {
                licences.add(
                        switch (one) {
                            case "Apache License, 2.0" -> "Apache-2.0";
                            case "Modified BSD" -> "BSD-3-Clause";
                            default ->
                                one.startsWith("The GNU General Public License GPL, Version 2, With Classpath")
                                        ? "GPL-2.0-with-classpath-exception"
                                        : one;
                        });
            }
        }
        return licences.stream().distinct().toList();
    }

    List<Component> components() {
        return components;
    }

    /** The bill as it is kept, in the format of CycloneDX 1.6. */
    String json() {
        return Stream.concat(components.stream(), CONTAINED.stream())
                .map(Sbom::json)
                .collect(Collectors.joining(
                        ",\n",
                        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"components\":[\n",
                        "\n]}\n"));
    }

    private static String json(Component component) {
        ObjectNode node = JSON.createObjectNode();
        node.put("type", "library").put("bom-ref", component.purl);
        node.put("group", component.group).put("name", component.name).put("version", component.version);
        if (!component.sha256.isEmpty()) {
            node.putArray("hashes").addObject().put("alg", "SHA-256").put("content", component.sha256);
        }
        ArrayNode licences = node.putArray("licenses");
        for (String licence : component.licences) {
            boolean isSpdx = !licence.contains(" ");
            licences.addObject().putObject("license").put(isSpdx ? "id" : "name", licence);
        }
        return node.put("purl", component.purl).toString();
    }

    /** The list of licences, for people. */
    String licences() {
        Map<String, List<Component>> byLicence = new TreeMap<>();
        for (Component component : components) {
            byLicence
                    .computeIfAbsent(String.join(", ", component.licences), none -> new ArrayList<>())
                    .add(component);
        }
        StringBuilder page = new StringBuilder("""
                <!-- generated, do not edit; run mvn -Psbom package -DskipTests, then ./vitals docs -->
                # Licences of what Vitals runs on

                %d jars, as `jobs/docs/sbom.json` (CycloneDX 1.6) lists them with the hashes of their files. Of several licences
                that a project names, it offers the choice or has parts under each. What the jar of Vitals itself contains comes last,
                and in `NOTICE`.
                """.formatted(components.size()));
        byLicence.forEach((licences, those) -> {
            page.append("\n## ").append(licences).append("\n\n| library | version | jar |\n|---|---|---|\n");
            those.forEach(component -> page.append(line(component, component.jar)));
        });
        page.append("\n## Contained in the jar of Vitals\n\n| library | version | licences |\n|---|---|---|\n");
        CONTAINED.forEach(component -> page.append(line(component, String.join(", ", component.licences))));
        return page.toString();
    }

    private static String line(Component component, String last) {
        return "| %s:%s | %s | %s |\n".formatted(component.group, component.name, component.version, last);
    }
}
