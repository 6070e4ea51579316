package dev.vitals.cli.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Spark master and two workers with a core each, as child processes from the class path of this one: a real cluster, whose
 * executors can be killed.
 */
public final class StandaloneCluster implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    /** Of which each has a core. */
    public static final int WORKERS = 2;

    /** What a worker needs beside its executor. */
    private static final int BESIDE_MEBIBYTES = 200;

    private static final Executors OF_FEW_ROWS = new Executors(512, "-XX:TieredStopAtLevel=1");
    private static final int PATIENCE_MILLIS = 60_000;

    /**
     * What executors are given.
     *
     * @param mebibytes of heap
     * @param options of Java
     */
    public record Executors(int mebibytes, String options) {}

    private final Executors executors;
    private final String master;
    private final List<VerbProcess> workers = new ArrayList<>();
    private final VerbProcess masterProcess;

    private StandaloneCluster(Executors executors, String master, VerbProcess masterProcess) {
        this.executors = executors;
        this.master = master;
        this.masterProcess = masterProcess;
    }

    /** @param folder where workers keep what executors say */
    static StandaloneCluster start(Path folder) {
        return start(folder, OF_FEW_ROWS);
    }

    /** @param folder where workers keep what executors say */
    public static StandaloneCluster start(Path folder, Executors executors) {
        int port = freePort();
        VerbProcess process =
                daemon(folder, "org.apache.spark.deploy.master.Master", List.of("--port", Integer.toString(port)));
        StandaloneCluster cluster = new StandaloneCluster(executors, "spark://" + HOST + ":" + port, process);
        try {
            awaitPort(process, port);
            for (int i = 0; i < WORKERS; i++) {
                Path work = folder.resolve("worker-" + i);
                cluster.workers.add(daemon(
                        folder,
                        "org.apache.spark.deploy.worker.Worker",
                        List.of(
                                "--port",
                                "0",
                                "--cores",
                                "1",
                                "--memory",
                                executors.mebibytes() + BESIDE_MEBIBYTES + "m",
                                "--work-dir",
                                work.toString(),
                                cluster.master)));
            }
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Words by which spark-submit is told of it. */
    public String[] words() {
        String opens = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .collect(Collectors.joining(" "));
        return new String[] {
            "--master", master,
            "--conf", "spark.driver.host=" + HOST,
            "--conf", "spark.driver.bindAddress=" + HOST,
            "--conf", "spark.ui.enabled=false",
            "--conf", "spark.sql.shuffle.partitions=" + 2 * WORKERS,
            "--conf", "spark.executor.memory=" + executors.mebibytes() + "m",
            "--conf", "spark.executor.extraClassPath=" + VerbProcess.classPath(),
            "--conf",
                    "spark.executor.extraJavaOptions=-XX:+UseSerialGC " + executors.options() + " -Duser.timezone=UTC "
                            + opens
        };
    }

    /** Processes that do the work now, each a child of its worker. */
    public List<ProcessHandle> executors() {
        return workers.stream()
                .flatMap(worker -> worker.handle().children())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    private static VerbProcess daemon(Path folder, String main, List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC"));
        command.addAll(List.of("-Dlog4j2.configurationFile=classpath:vitals-log4j2.properties"));
        command.addAll(List.of("-cp", VerbProcess.classPath(), main));
        command.addAll(List.of("--host", HOST, "--webui-port", "0"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        // A worker looks there for the jars of its executors, which have the class path of this process instead.
        Path home = folder.resolve("spark-home");
        try {
            Files.createDirectories(home.resolve("jars"));
        } catch (IOException e) {
            throw new UncheckedIOException("No folder can be made for a cluster", e);
        }
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", HOST);
        return VerbProcess.startMain(builder);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free for a cluster", e);
        }
    }

    private static void awaitPort(VerbProcess process, int port) {
        boolean isUp = process.waitFor(p -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(HOST, port), PATIENCE_MILLIS);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
        if (!isUp) {
            throw new IllegalStateException("The master of the cluster did not start: " + process.text());
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> left = executors();
        workers.forEach(VerbProcess::kill);
        left.forEach(ProcessHandle::destroyForcibly);
        masterProcess.kill();
    }
}
