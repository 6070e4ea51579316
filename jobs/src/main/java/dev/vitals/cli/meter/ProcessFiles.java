package dev.vitals.cli.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Linux tells of a process in {@code /proc}; null elsewhere. */
public final class ProcessFiles {
    private static final String SELF = "self";

    private ProcessFiles() {}

    /** Bytes since the process began. */
    public record Io(long read, long fromDisk, long written) {}

    /** Of this process. */
    static Io io() {
        return io(SELF);
    }

    /** Of another process of the same user. */
    public static Io io(long pid) {
        return io(Long.toString(pid));
    }

    private static Io io(String process) {
        Map<String, Long> values = values(process, "io");
        return values.containsKey("rchar")
                ? new Io(values.get("rchar"), values.getOrDefault("read_bytes", 0L), values.getOrDefault("wchar", 0L))
                : null;
    }

    /** Most memory that this process had since {@link #forgetPeak}. */
    static Long peakMebibytes() {
        return peakMebibytes(SELF);
    }

    /** Most memory that another process of the same user had. */
    public static Long peakMebibytes(long pid) {
        return peakMebibytes(Long.toString(pid));
    }

    private static Long peakMebibytes(String process) {
        Long kibibytes = values(process, "status").get("VmHWM");
        return kibibytes == null ? null : kibibytes / 1024;
    }

    /** From now on the peak is that of what follows, where the system allows it. */
    static boolean forgetPeak() {
        try {
            Files.writeString(Path.of("/proc", SELF, "clear_refs"), "5");
            return true;
        } catch (IOException | RuntimeException notAllowed) {
            return false;
        }
    }

    private static Map<String, Long> values(String process, String file) {
        Map<String, Long> values = new HashMap<>();
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of("/proc", process, file));
        } catch (IOException | RuntimeException notLinuxOrGone) {
            return values;
        }
        for (String line : lines) {
            int colon = line.indexOf(':');
            String digits = colon < 0 ? "" : line.substring(colon + 1).replaceAll("[^0-9]", "");
            if (!digits.isEmpty() && digits.length() < 19) {
                values.put(line.substring(0, colon), Long.parseLong(digits));
            }
        }
        return values;
    }
}
