package dev.vitals.job.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.refine.Consensus.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ConsensusTest {
    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");

    /** Labels read {@code rater:label}. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "consensus.csv", numLinesToSkip = 1)
    void theLabelOfTheMostRatersCounts(String sentence, String labels, String consensus, int raters) {
        List<Label> given = new ArrayList<>();
        for (String word : labels.split(" ")) {
            String[] parts = word.split(":");
            String rater = parts[0].isEmpty() ? null : parts[0];
            given.add(new Label(AT.plusSeconds(given.size()), "e" + given.size(), rater, parts[1]));
        }
        Collections.shuffle(given, new Random(1));

        assertThat(Consensus.of(given)).isEqualTo(consensus);
        assertThat(Consensus.voices(given)).hasSize(raters);
    }
}
