package dev.vitals.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.contract.dsa.DsaTemplate;
import org.junit.jupiter.api.Test;

class CodeListsTest {
    private static CodeLists read(String category, String more) {
        StringBuilder text = new StringBuilder();
        CodeLists.NAMES.forEach(name -> text.append(name + ": " + (name.equals("category") ? category : "[a]") + '\n'));
        return CodeLists.read(new YamlFile("codes.yaml", text + more));
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
