package dev.vitals.job.land;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One raw IRC line: {@code [received] [@tags] [:nick!user@host] COMMAND params [:text]}.
 *
 * <p>Before the line may stand the time at which a client received it: RFC 3339 or Unix milliseconds, plain or in square
 * brackets. Of tags with the same name the last one counts, as in IRCv3.
 */
final class IrcLine {
    /** Commands that need no parameters. */
    private static final Set<String> BARE = Set.of("PING", "PONG", "RECONNECT", "GLOBALUSERSTATE", "QUIT");

    private static final Set<String> WITH_PARAMETERS = Set.of(
            "PRIVMSG",
            "USERNOTICE",
            "CLEARCHAT",
            "CLEARMSG",
            "NOTICE",
            "ROOMSTATE",
            "USERSTATE",
            "HOSTTARGET",
            "WHISPER",
            "JOIN",
            "PART",
            "MODE",
            "CAP");

    private int[] tagStarts = new int[32];
    private int[] tagValues = new int[32];
    private int[] tagEnds = new int[32];
    private int tags;
    private final List<String> params = new ArrayList<>();
    private String text;
    private int at;
    private long receivedAt;
    private String nick;
    private String command;

    /** Reads the line; throws a {@link Rejection} for one that is not IRC. */
    void read(byte[] buffer, int offset, int length) {
        int end = offset + length;
        int fault = Utf8.firstFault(buffer, offset, end);
        if (fault < end) {
            throw Rejection.badByte(buffer, fault, offset);
        }
        text = new String(buffer, offset, length, StandardCharsets.UTF_8);
        at = 0;
        tags = 0;
        params.clear();
        nick = null;
        readReceivedAt();
        readTags();
        readPrefix();
        readCommand();
        readParams();
        if (params.isEmpty()) {
            checkBare();
        }
    }

    /** A command without parameters is one that needs none, the start of a line that was cut, or a word of prose. */
    private void checkBare() {
        boolean isReply = Character.isDigit(command.charAt(0));
        if (isReply || BARE.contains(command)) {
            return;
        }
        boolean isStart =
                Stream.concat(WITH_PARAMETERS.stream(), BARE.stream()).anyMatch(known -> known.startsWith(command));
        throw isStart
                ? new Rejection(Reasons.TRUNCATED_LINE, null, "the line ends inside or right behind its command")
                : new Rejection(Reasons.BAD_IRC, "command", "a word without parameters that is no command of IRC");
    }

    /** The command, {@code PRIVMSG} for example. */
    String command() {
        return command;
    }

    /** Value of a tag, or null when it is missing or empty. */
    String tag(String name) {
        for (int i = tags - 1; i >= 0; i--) {
            boolean isNamed = tagValues[i] - tagStarts[i] == name.length() + 1 && text.startsWith(name, tagStarts[i]);
            if (isNamed) {
                String value = tagValues[i] >= tagEnds[i] ? "" : unescape(text.substring(tagValues[i], tagEnds[i]));
                // A lone backslash stands for nothing too.
                return value.isEmpty() ? null : value;
            }
        }
        return null;
    }

    /** Name of who sent it, or null. */
    String nick() {
        return nick == null || nick.isEmpty() ? null : nick;
    }

    /** A parameter of the command, or null. */
    String param(int index) {
        return index < params.size() ? params.get(index) : null;
    }

    /** Microseconds since 1970 when a client received it, or {@link Timestamps#BAD} when the log does not say. */
    long receivedAt() {
        return receivedAt;
    }

    private void readReceivedAt() {
        receivedAt = Timestamps.BAD;
        skipSpaces();
        boolean isBracketed = isAt('[');
        boolean isNumber = at < text.length() && Character.isDigit(text.charAt(at));
        if (!isBracketed && !isNumber) {
            return;
        }
        int start = isBracketed ? at + 1 : at;
        // A day and a time may have a space between them.
        int from = !isBracketed && text.startsWith("-", start + 4) ? start + 11 : start;
        int end = text.indexOf(isBracketed ? ']' : ' ', from);
        if (end < 0 || (isNumber && end - start == 3)) {
            // Three digits are the command of a server's reply.
            return;
        }
        String time = text.substring(start, end);
        long micros = time.indexOf('-') > 0 ? Timestamps.rfc3339(time) : Timestamps.unixMillis(time);
        if (!Timestamps.isInstant(micros)) {
            throw Fields.badInstant(micros, "received_at", time);
        }
        receivedAt = micros;
        at = end + 1;
        skipSpaces();
    }

    private void readTags() {
        if (!isAt('@')) {
            return;
        }
        int end = text.indexOf(' ', at);
        if (end < 0) {
            throw new Rejection(Reasons.TRUNCATED_LINE, null, "the line ends inside its tags");
        }
        int start = at + 1;
        while (start < end) {
            int semicolon = text.indexOf(';', start);
            int stop = semicolon < 0 || semicolon > end ? end : semicolon;
            int equals = text.indexOf('=', start);
            addTag(start, equals < 0 || equals > stop ? stop : equals, stop);
            start = stop + 1;
        }
        at = end;
        skipSpaces();
    }

    private void addTag(int start, int equals, int end) {
        if (tags == tagStarts.length) {
            tagStarts = Arrays.copyOf(tagStarts, tags * 2);
            tagValues = Arrays.copyOf(tagValues, tags * 2);
            tagEnds = Arrays.copyOf(tagEnds, tags * 2);
        }
        tagStarts[tags] = start;
        tagValues[tags] = equals + 1;
        tagEnds[tags] = end;
        tags++;
    }

    private void readPrefix() {
        if (!isAt(':')) {
            return;
        }
        int end = text.indexOf(' ', at);
        if (end < 0) {
            throw new Rejection(Reasons.TRUNCATED_LINE, null, "the line ends before its command");
        }
        int bang = text.indexOf('!', at);
        // Without an exclamation mark it is the name of a server.
        nick = bang > 0 && bang < end ? text.substring(at + 1, bang) : null;
        at = end;
        skipSpaces();
    }

    private void readCommand() {
        int end = text.indexOf(' ', at);
        end = end < 0 ? text.length() : end;
        command = text.substring(at, end);
        if (command.isEmpty() && at == text.length()) {
            throw new Rejection(Reasons.TRUNCATED_LINE, null, "the line ends before its command");
        }
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) {
                throw new Rejection(
                        Reasons.BAD_IRC, "command", "expected capital letters or digits at character " + at);
            }
        }
        at = end;
        skipSpaces();
    }

    private void readParams() {
        while (at < text.length()) {
            if (isAt(':')) {
                params.add(text.substring(at + 1));
                return;
            }
            int end = text.indexOf(' ', at);
            end = end < 0 ? text.length() : end;
            params.add(text.substring(at, end));
            at = end;
            skipSpaces();
        }
    }

    private boolean isAt(char wanted) {
        return at < text.length() && text.charAt(at) == wanted;
    }

    private void skipSpaces() {
        while (isAt(' ')) {
            at++;
        }
    }

    /** {@code \s \: \\ \r \n}; any other escape is its character, and a lone backslash at the end is dropped. */
    static String unescape(String value) {
        int backslash = value.indexOf('\\');
        if (backslash < 0) {
            return value;
        }
        StringBuilder plain = new StringBuilder(value.length());
        int copied = 0;
        while (backslash >= 0) {
            plain.append(value, copied, backslash);
            if (backslash + 1 < value.length()) {
                char c = value.charAt(backslash + 1);
                plain.append(
                        switch (c) {
                            case 's' -> ' ';
                            case ':' -> ';';
                            case 'r' -> '\r';
                            case 'n' -> '\n';
                            default -> c;
                        });
            }
            copied = Math.min(backslash + 2, value.length());
            backslash = value.indexOf('\\', copied);
        }
        return plain.append(value, copied, value.length()).toString();
    }
}
