package dev.vitals.contract.dsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.YamlFile;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DsaTaxonomyTest {
    private static final DsaTemplate TEMPLATE = DsaTemplate.load();
    private static final String SOUND = """
            version: 1
            owner: somebody
            report_sources:
              user: notice
            triggers:
              manual: {source: SOURCE_VOLUNTARY, is_detected_automatically: false, facts: "Somebody looked."}
            actions:
              ban: {restriction: DECISION_PROVISION_PARTIAL_SUSPENSION, content_type: CONTENT_TYPE_TEXT}
            categories:
              hate: {category: STATEMENT_CATEGORY_VIOLENCE, keyword: KEYWORD_OTHER, ground: terms, reference: R, explanation: E}
            automated_decisions: {automated: AUTOMATED_DECISION_FULLY, human: AUTOMATED_DECISION_NOT_AUTOMATED, unknown: AUTOMATED_DECISION_PARTIALLY}
            """;

    private static DsaTaxonomy read(String text) {
        return DsaTaxonomyReader.read(new YamlFile("dsa.yaml", text), TEMPLATE);
    }

    private static void isRefused(String instead, String by, String message) {
        assertThatThrownBy(() -> read(SOUND.replace(instead, by)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theTaxonomyOfTheHouseFitsTheTemplate() {
        DsaTaxonomy house = DsaTaxonomy.load(TEMPLATE);

        assertThat(house.meaning("minors").ground()).isEqualTo(DsaTaxonomy.Ground.ILLEGAL);
        assertThat(house.measure("warn").restriction()).isEmpty();
        assertThat(house.measure("suspend").of(true)).contains(DsaRestriction.DECISION_ACCOUNT_TERMINATED);
        assertThat(house.measure("suspend").of(false)).contains(DsaRestriction.DECISION_ACCOUNT_SUSPENDED);
    }

    @Test
    void aWordThatNoLogCanSayIsRefused() {
        isRefused("  hate: {", "  csam: {", "'csam'");
        isRefused("  ban: {", "  Ban: {", "'Ban'");
        isRefused("owner: somebody", "owner: somebody\nregions: [eu]", "'eu'");
    }

    /** 15 categories with keywords, of which sections 3 to 5 lack the last; sections 3 and 4 have one more without. */
    @Test
    void eachSectionHasTheLinesOfTheTemplate() {
        assertThat(TEMPLATE.lines(DsaSection.OWN_TERMS)).hasSize(1 + 15 + keywords(15));
        assertThat(TEMPLATE.lines(DsaSection.OWN_ILLEGAL)).hasSize(1 + 14 + keywords(14));
        assertThat(TEMPLATE.lines(DsaSection.NOTICES))
                .hasSize(1 + 14 + keywords(14) + 1)
                .startsWith("TOTAL", "STATEMENT_CATEGORY_ANIMAL_WELFARE")
                .endsWith("STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE");
        assertThat(TEMPLATE.lines(DsaSection.ORDERS)).endsWith("STATEMENT_CATEGORY_NOT_SPECIFIED_ORDER");
        assertThat(keywords(15)).isEqualTo(82);
    }

    private static int keywords(int categories) {
        return TEMPLATE.categories().stream()
                .limit(categories)
                .mapToInt(category -> category.keywords().size())
                .sum();
    }

    @Test
    void everySectionHasTheColumnsOfTheTemplate() {
        assertThat(Arrays.stream(DsaSection.values())
                        .map(section -> section.header().size()))
                .containsExactly(4, 4, 20, 25, 37, 37, 8, 8, 8, 7, 5);
        assertThat(DsaSection.ORDERS.header().get(13))
                .isEqualTo("Contextual information on number of orders to act against illegal content received");
        assertThat(DsaSection.OWN_TERMS.header())
                .startsWith(
                        "Applicability",
                        "Service",
                        "Reporting period",
                        "Category of incompatibility with the provider's terms and conditions")
                .endsWith("Contextual Information on Account restriction Termination");
    }

    @Test
    void aWordThatTheUnionDoesNotKnowIsRefusedWithItsLine() {
        assertThat(read(SOUND).meanings()).containsOnlyKeys("hate");
        isRefused(
                "STATEMENT_CATEGORY_VIOLENCE",
                "STATEMENT_CATEGORY_VIOLENT",
                "dsa.yaml:10: category 'STATEMENT_CATEGORY_VIOLENT'");
        isRefused("KEYWORD_OTHER", "KEYWORD_NUDITY", "dsa.yaml:10: keyword must be one of KEYWORD_COORDINATED_HARM");
        isRefused("SOURCE_VOLUNTARY", "SOURCE_MINE", "dsa.yaml:6: source must be one of SOURCE_ARTICLE_16");
        isRefused("DECISION_PROVISION_PARTIAL_SUSPENSION", "DECISION_TO_BAN", "dsa.yaml:8: restriction must be one of");
        isRefused("CONTENT_TYPE_TEXT", "CONTENT_TYPE_CHAT", "dsa.yaml:8: content_type must be one of");
        isRefused("user: notice", "user: report", "dsa.yaml:4: user must be one of notice");
        isRefused("owner: somebody", "owner: somebody\nregion: EU", "unknown key region");
    }

    @Test
    void whatIsNoIllegalContentCannotRestOnTheLaw() {
        isRefused(
                "category: STATEMENT_CATEGORY_VIOLENCE, keyword: KEYWORD_OTHER, ground: terms",
                "category: STATEMENT_CATEGORY_OTHER_VIOLATION_TC, keyword: KEYWORD_OTHER, ground: illegal",
                "dsa.yaml:10: ground must be terms");
    }

    @Test
    void aSanctionForGoodRestrictsTheSameAsOneThatEnds() {
        isRefused(
                "PARTIAL_SUSPENSION,",
                "PARTIAL_SUSPENSION, for_good: DECISION_ACCOUNT_TERMINATED,",
                "for_good must restrict the same as restriction (decision_provision), not decision_account");
    }

    @Test
    void aWordOfTheLogsThatIsNotNamedStopsTheReportUnlessOtherTakesIt() {
        assertThatThrownBy(() -> read(SOUND).check("categories", Arrays.asList("hate", "spam", null)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("dsa.yaml: categories does not name 'spam', (none)");
        DsaTaxonomy withOther = read(SOUND.replace("  hate:", "  other:"));
        withOther.check("categories", List.of("spam"));
        assertThat(withOther.meaning("spam").category()).isEqualTo("STATEMENT_CATEGORY_VIOLENCE");
        assertThat(withOther.meaning(null)).isEqualTo(withOther.meaning("spam"));
    }

    @Test
    void periodsAreYearsHalvesAndMonths() {
        assertThat(DsaPeriod.parse("2026H1").days()).isEqualTo("2026-01-01/2026-06-30");
        assertThat(DsaPeriod.parse("2026H2").days()).isEqualTo("2026-07-01/2026-12-31");
        assertThat(DsaPeriod.parse("2028").days()).isEqualTo("2028-01-01/2028-12-31");
        assertThat(DsaPeriod.parse("2028-02").days()).isEqualTo("2028-02-01/2028-02-29");
        assertThat(DsaPeriod.parse("2025-12/2026-01").days()).isEqualTo("2025-12-01/2026-01-31");
        for (String wrong : List.of("2026H3", "H1", "2026-13", "2026-01/2026-02/2026-03", "2026-03/2026-01", "")) {
            assertThatThrownBy(() -> DsaPeriod.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
