package dev.vitals.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.contract.dsa.DsaTemplate;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CodeListsTest {
    private static CodeLists read(String category, String more) {
        return CodeLists.read(new YamlFile("codes.yaml", lists("category", category) + more));
    }

    /** A file with this list, and those words in the others that must be there. */
    private static String lists(String list, String words) {
        StringBuilder text = new StringBuilder();
        CodeLists.NAMES.forEach(name -> text.append(name)
                .append(": ")
                .append(name.equals(list) ? words : decisive(name))
                .append('\n'));
        return text.toString();
    }

    private static String decisive(String name) {
        return new TreeSet<>(CodeLists.DECISIVE.getOrDefault(name, Set.of())).toString();
    }

    @Test
    void aWordIsTheListedOneWhateverItsLetterCase() {
        CodeLists lists = read("[Hate, spam]", "");

        assertThat(lists.listed("category", "HATE")).isEqualTo("Hate");
        assertThat(lists.listed("category", "other")).isEqualTo("other");
        assertThat(lists.listed("category", "zoe")).isNull();
        assertThat(lists.listed("severity", "spam")).isNull();
    }

    @Test
    void aListThatCantBeMeantSoIsAnError() {
        assertThatThrownBy(() -> read("[hate, Hate]", ""))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("Hate beside hate");
        assertThatThrownBy(() -> read("[hate]", "quueue: [a]"))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("quueue");
        assertThatThrownBy(() -> CodeLists.read(new YamlFile("codes.yaml", "category: [hate]")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("automod_category");
    }

    /** Who writes BAN has bans that nobody counts. */
    @Test
    void wordsByWhichRulesDecideStandAsTheRulesKnowThem() {
        String sound = decisive("action");
        assertThatThrownBy(() ->
                        CodeLists.read(new YamlFile("codes.yaml", lists("action", sound.replace("ban,", "BAN,")))))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("has no ban");
        assertThatThrownBy(() -> CodeLists.read(new YamlFile("codes.yaml", lists("age_band", "[adult]"))))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("under_13");
    }

    @Test
    void aLanguageOfAnUnlistedRegionIsTheLanguage() {
        CodeLists lists = CodeLists.load();

        assertThat(lists.listed("language", "de_AT")).isEqualTo("de");
        assertThat(lists.listed("language", "pt-BR")).isEqualTo("pt-br");
        assertThat(lists.listed("language", "sr-Latn-RS")).isEqualTo("sr");
        assertThat(lists.listed("language", "zoe-de")).isNull();
        assertThat(lists.listed("language", "-")).isNull();
    }

    @Test
    void whatTheDigitalServicesActTaxonomyNamesIsListed() {
        CodeLists lists = CodeLists.load();
        DsaTaxonomy taxonomy = DsaTaxonomy.load(DsaTemplate.load());

        assertThat(taxonomy.meanings().keySet())
                .allSatisfy(word -> assertThat(lists.listed("category", word)).isEqualTo(word));
        assertThat(taxonomy.measures().keySet())
                .allSatisfy(word -> assertThat(lists.listed("action", word)).isEqualTo(word));
    }
}
