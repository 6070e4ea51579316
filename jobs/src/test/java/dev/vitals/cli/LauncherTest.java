package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the launcher starts, with a Java and a Maven that only say how they were started. In training Java wants a folder
 * as the real one does; see TrainingTest.
 */
class LauncherTest {
    private static final String JAVA = """
            #!/usr/bin/env bash
            if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; exit; fi
            for word in "$@"; do
              case "$word" in -XX:ArchiveClassesAtExit=*) [ -d "${!#}" ] || exit 1; touch "${word#*=}"; exit "${TRAINING_ENDS_WITH:-0}" ;; esac
            done
            echo "java $*"
            """;
    private static final String MAVEN = """
            #!/usr/bin/env bash
            echo "mvn $*"
            case "$*" in *package*) touch "$HOME_OF_TEST/jobs/target/vitals-0.jar" "$HOME_OF_TEST/jobs/target/classpath.txt" ;; esac
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void layOutACheckout() throws IOException {
        Files.copy(Path.of("..", "vitals"), home.resolve("vitals"));
        for (String folder : List.of("jobs/src/main", "jobs/target", "schemas", "reports/templates", "tools/bin")) {
            Files.createDirectories(home.resolve(folder));
        }
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(home.resolve("jobs/pom.xml"), "");
        tool("java", JAVA);
        tool("mvn", MAVEN);
    }

    private void tool(String name, String script) throws IOException {
        Path file = Files.writeString(home.resolve("tools/bin").resolve(name), script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Path archive() {
        return home.resolve("jobs/target/vitals.jsa");
    }

    /** What a verb printed, after any build. */
    private String launch(String... words) throws IOException, InterruptedException {
        return launchWhenTrainingEndsWith(0, words);
    }

    private String launchWhenTrainingEndsWith(int code, String... words) throws IOException, InterruptedException {
        return launched(code, 0, words);
    }

    private String launchEndsWith(int exit, String... words) throws IOException, InterruptedException {
        return launched(0, exit, words);
    }

    private String launched(int trainingEndsWith, int exit, String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", home.resolve("vitals").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", home.resolve("tools").toString());
        builder.environment().merge("PATH", home.resolve("tools/bin").toString(), (path, ours) -> ours + ":" + path);
        builder.environment().put("HOME_OF_TEST", home.toString());
        builder.environment().put("TRAINING_ENDS_WITH", Integer.toString(trainingEndsWith));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isEqualTo(exit);
        return out;
    }

    @Test
    void testGoesToMavenWithTheWordsBehindIt() throws Exception {
        assertThat(launch("test", "-o", "-Dtest=A")).contains("mvn -B").contains("verify -o -Dtest=A");
    }

    @Test
    void helpOnTestIsNotForMaven() throws Exception {
        for (String help : List.of("--help", "-h")) {
            assertThat(launch("test", help))
                    .contains("dev.vitals.cli.Main test " + help)
                    .doesNotContain("verify");
        }
    }

    @Test
    void aStreamThatIsNoTerminalIsNotCalledOne() throws Exception {
        assertThat(launch("plan")).contains("dev.vitals.cli.Main plan").doesNotContain("vitals.terminal");
    }

    /** Which Java it is stands in a file beside it; asked, this one says that it is 17. */
    @Test
    void aJavaThatSaysInItsFileThatItIsTooOldIsNotStarted() throws Exception {
        Files.writeString(home.resolve("tools/release"), "IMPLEMENTOR=\"A\"\nJAVA_VERSION=\"11.0.2\"\n");

        assertThat(launchEndsWith(1, "plan"))
                .contains("Java 11 is too old", "JAVA_HOME")
                .doesNotContain("dev.vitals.cli.Main");
    }

    @Test
    void aJavaWhoseFileDoesNotSayWhichItIsIsAsked() throws Exception {
        Files.writeString(home.resolve("tools/release"), "IMPLEMENTOR=\"A\"\n");

        assertThat(launch("plan")).contains("dev.vitals.cli.Main plan");
    }

    @Test
    void aHelpIsNotCompiledWellAndANightIs() throws Exception {
        String quick = "-XX:TieredStopAtLevel=1";

        assertThat(launch("run", "--help")).contains(quick);
        assertThat(launch("--help")).contains(quick);
        assertThat(launch("--config", "a", "run")).doesNotContain(quick);
        assertThat(launch("run")).doesNotContain(quick);
    }

    @Test
    void aSourceThatIsNewerThanTheJarIsBuiltAgain() throws Exception {
        launch("plan");
        assertThat(launch("plan")).doesNotContain("building");
        Path source = Files.writeString(home.resolve("jobs/src/main/A.java"), "class A {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(launch("--help")).contains("building");
    }

    @Test
    void aBuildIsFollowedByAnArchiveThatTheVerbStartsFrom() throws Exception {
        assertThat(launch("plan"))
                .contains("-XX:SharedArchiveFile=" + archive())
                .contains("-Xshare:auto");
        assertThat(archive()).exists();
    }

    @Test
    void anArchiveThatCanNotBeMadeIsDoneWithout() throws Exception {
        assertThat(launchWhenTrainingEndsWith(1, "plan"))
                .contains("dev.vitals.cli.Main plan")
                .doesNotContain("SharedArchiveFile");
        assertThat(archive()).doesNotExist();
        assertThat(home.resolve("jobs/target/vitals.jsa.new")).doesNotExist();
    }

    @Test
    void anArchiveThatWasCutShortIsLeftAside() throws Exception {
        launch("plan");
        Files.writeString(archive(), "of another length");

        assertThat(launch("plan")).contains("dev.vitals.cli.Main plan").doesNotContain("SharedArchiveFile");
    }

    @Test
    void anArchiveOfAnOlderBuildIsReplaced() throws Exception {
        Files.writeString(archive(), "of an older build");

        launchWhenTrainingEndsWith(1, "plan");

        assertThat(archive()).doesNotExist();
    }
}
