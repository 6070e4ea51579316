package dev.vitals.cli;

import dev.vitals.job.land.Pseudonyms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the secret is that turns ids of people into pseudonyms. */
final class PseudonymKeyOption {
    @Option(
            names = "--pseudonym-key-file",
            paramLabel = "FILE",
            description =
                    "File with the secret that turns ids of people into pseudonyms; without it the environment variable VITALS_PSEUDONYM_KEY is the secret")
    private Path keyFile;

    /**
     * The secret.
     *
     * @throws InputException when there is none, or its file can't be read
     */
    byte[] key() {
        if (keyFile != null) {
            try {
                return checked(Files.readString(keyFile));
            } catch (IOException e) {
                throw new InputException(
                        "The pseudonym key file %s can't be read (%s). Correct --pseudonym-key-file."
                                .formatted(keyFile, e),
                        e);
            }
        }
        String key = System.getenv("VITALS_PSEUDONYM_KEY");
        if (key == null || key.isBlank()) {
            throw new InputException(
                    "There is no pseudonym key. Ids of people and channels become pseudonyms by a secret that is never stored in the warehouse, the one that the nights land with: set VITALS_PSEUDONYM_KEY, or name a file with --pseudonym-key-file (make one with: openssl rand -hex 32 > key).");
        }
        return checked(key);
    }

    private byte[] checked(String key) {
        byte[] bytes = key.trim().getBytes(StandardCharsets.UTF_8);
        try {
            Pseudonyms.check(bytes);
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), e);
        }
        return bytes;
    }

    /** Where the secret was found, for people; not the secret. */
    String origin() {
        key();
        return keyFile != null ? "in " + keyFile : "in VITALS_PSEUDONYM_KEY";
    }
}
