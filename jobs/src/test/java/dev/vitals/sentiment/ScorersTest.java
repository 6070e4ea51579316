package dev.vitals.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorersTest {
    @Test
    void theServiceLoaderFindsTheDefault() {
        assertThat(ServiceLoader.load(Scorer.class)).hasAtLeastOneElementOfType(LexiconScorer.class);
        assertThat(Scorers.standard()).isInstanceOf(LexiconScorer.class);
    }

    @Test
    void withoutSettingsTheDefaultScores() {
        assertThat(Scorers.from(Map.of()).version())
                .isEqualTo(Scorers.standard().version());
    }

    @Test
    void aSettingAddsAnOperatorsLexicon(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("ours.csv"), "token,weight\nmyHype,0.8\n");

        Scorer scorer = Scorers.from(Map.of(Scorers.EXTRA_LEXICON_SETTING, file.toString()));

        assertThat(scorer.score("myHype").millis()).isEqualTo(800);
    }

    @Test
    void anUnknownScorerIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> Scorers.from(Map.of(Scorers.SCORER_SETTING, "onnx")))
                .hasMessageContaining("There is no scorer 'onnx'")
                .hasMessageContaining("[lexicon]");
    }

    @Test
    void aLexiconBesideAnotherScorerIsRefused() {
        assertThatThrownBy(() ->
                        Scorers.from(Map.of(Scorers.SCORER_SETTING, "onnx", Scorers.EXTRA_LEXICON_SETTING, "ours.csv")))
                .hasMessageContaining("reads no lexicon");
    }
}
