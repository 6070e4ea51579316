package dev.vitals.job.dsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.dsa.DsaColumns;
import dev.vitals.contract.dsa.DsaLines;
import dev.vitals.contract.dsa.DsaPeriod;
import dev.vitals.contract.dsa.DsaSection;
import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.contract.dsa.DsaTemplate;
import dev.vitals.contract.dsa.DsaValue;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** January of a world in which the Union is the region EU, with every number worked out by hand. */
class DsaNumbersTest {
    private static final DsaTemplate TEMPLATE = DsaTemplate.load();
    private static final String ABOUT_MESSAGE =
            "Complaint regarding a decision to remove or disable access to or restrict visibility of information";
    private static final String ABOUT_SERVICE =
            "Complaint regarding a decision to suspend or terminate the provision of the service";

    private static final Map<String, DsaValue> VALUES = new TreeMap<>();

    @BeforeAll
    static void countTheWorld() {
        DsaTaxonomy house = DsaTaxonomy.load(TEMPLATE);
        DsaTaxonomy taxonomy = new DsaTaxonomy(
                house.file(),
                Set.of("EU"),
                house.reportSources(),
                house.triggers(),
                house.measures(),
                house.meanings(),
                house.automated(),
                Optional.of(new DsaTaxonomy.Repeated(3)));
        Map<String, KpiDefinition> kpis =
                KpiCatalogue.load().kpis().stream().collect(Collectors.toMap(KpiDefinition::id, Function.identity()));
        List<DsaValue> values = new DsaNumbers(TEMPLATE, taxonomy, Contracts.load(), kpis)
                .of(DsaWorld.tables()::get, DsaPeriod.parse("2026-01"), LocalDate.of(2026, 3, 31));
        values.forEach(value -> VALUES.put(value.address(), value));
    }

    private static Double value(DsaSection section, String scope, String indicator) {
        return VALUES.get(section.word() + " | " + scope + " | " + indicator).value();
    }

    /** Five of the eight: not the one from outside, not the detector's, not February's. */
    @Test
    void noticesOfTheUnionAreCountedInTheirPeriod() {
        assertThat(value(DsaSection.NOTICES, "TOTAL", DsaColumns.NOTICES_RECEIVED))
                .isEqualTo(5);
        assertThat(value(DsaSection.NOTICES, "TOTAL", DsaColumns.TRUSTED_NOTICES_RECEIVED))
                .isEqualTo(1);
        assertThat(value(DsaSection.NOTICES, "TOTAL", DsaColumns.ITEMS)).isEqualTo(2);
        assertThat(value(DsaSection.NOTICES, "STATEMENT_CATEGORY_CYBER_VIOLENCE", DsaColumns.NOTICES_RECEIVED))
                .isEqualTo(3);
        assertThat(value(
                        DsaSection.NOTICES,
                        "STATEMENT_CATEGORY_CYBER_VIOLENCE/KEYWORD_CYBER_HARASSMENT",
                        DsaColumns.NOTICES_RECEIVED))
                .isEqualTo(3);
    }

    @Test
    void spamIsNoIllegalContentSoThatItsNoticeDoesNotSpecifyOne() {
        assertThat(value(DsaSection.NOTICES, "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE", DsaColumns.NOTICES_RECEIVED))
                .isEqualTo(1);
    }

    /** Acted on after 2 and 6 hours; one that was acted on before it was filed has no time, one that was left alone neither. */
    @Test
    void theTimeToTakeActionIsThatOfNoticesThatWereActedOn() {
        assertThat(value(DsaSection.NOTICES, "TOTAL", DsaColumns.MEDIAN_ACTION)).isEqualTo(4);
        assertThat(value(DsaSection.NOTICES, "TOTAL", DsaColumns.TRUSTED_MEDIAN_ACTION))
                .isEqualTo(6);
        assertThat(value(DsaSection.NOTICES, "STATEMENT_CATEGORY_CYBER_VIOLENCE", DsaColumns.MEDIAN_ACTION))
                .isEqualTo(2);
    }

    @Test
    void zeroIsWhatCouldHaveBeenAndNothingIsWhatNobodyCanTell() {
        assertThat(value(DsaSection.NOTICES, "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", DsaColumns.NOTICES_RECEIVED))
                .isEqualTo(0);
        assertThat(value(DsaSection.NOTICES, "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", DsaColumns.MEDIAN_ACTION))
                .isNull();
        assertThat(value(DsaSection.NOTICES, "STATEMENT_CATEGORY_ANIMAL_WELFARE", DsaColumns.NOTICES_RECEIVED))
                .isNull();
        assertThat(value(DsaSection.OWN_TERMS, "TOTAL", "Visibility restriction Demoted"))
                .isNull();
        assertThat(value(DsaSection.OWN_TERMS, "TOTAL", "Visibility restriction Removal"))
                .isEqualTo(0);
    }

    @Test
    void actionsOnNoticesRestOnTheLawOrOnTheTerms() {
        assertThat(value(DsaSection.NOTICES, "TOTAL", DsaColumns.ACTIONS_LAW)).isEqualTo(1);
        assertThat(value(DsaSection.NOTICES, "TOTAL", DsaColumns.TRUSTED_ACTIONS_LAW))
                .isEqualTo(1);
        assertThat(value(DsaSection.NOTICES, "TOTAL", DsaColumns.ACTIONS_TERMS)).isEqualTo(1);
        assertThat(value(DsaSection.NOTICES, "TOTAL", DsaColumns.TRUSTED_ACTIONS_TERMS))
                .isEqualTo(0);
    }

    @Test
    void measuresAtTheOwnInitiativeAreCountedByGroundAndRestriction() {
        assertThat(value(DsaSection.OWN_ILLEGAL, "TOTAL", DsaColumns.OWN_MEASURES))
                .isEqualTo(1);
        assertThat(value(DsaSection.OWN_ILLEGAL, "TOTAL", "Provision of the service Suspension"))
                .isEqualTo(1);
        assertThat(value(DsaSection.OWN_ILLEGAL, "TOTAL", DsaColumns.OWN_AUTOMATED))
                .isEqualTo(0);
        assertThat(value(DsaSection.OWN_TERMS, "TOTAL", DsaColumns.OWN_MEASURES))
                .as("the timeout and the ban for good; a warning restricts nothing")
                .isEqualTo(2);
        assertThat(value(DsaSection.OWN_TERMS, "TOTAL", DsaColumns.OWN_AUTOMATED))
                .isEqualTo(1);
        assertThat(value(
                        DsaSection.OWN_TERMS,
                        "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
                        "Provision of the service Termination"))
                .isEqualTo(1);
    }

    /** Judged after 4, 8 and 10 hours; the one omitted after a day is none that somebody judged. */
    @Test
    void complaintsAreThoseSubmittedInThePeriod() {
        assertThat(value(DsaSection.APPEALS, DsaLines.TOTAL_NUMBER, DsaLines.COMPLAINTS))
                .isEqualTo(5);
        assertThat(value(DsaSection.APPEALS, DsaLines.UPHELD, DsaLines.COMPLAINTS))
                .isEqualTo(2);
        assertThat(value(DsaSection.APPEALS, DsaLines.REVERSED, DsaLines.COMPLAINTS))
                .isEqualTo(1);
        assertThat(value(DsaSection.APPEALS, DsaLines.PARTIALLY_REVERSED, DsaLines.COMPLAINTS))
                .isEqualTo(0);
        assertThat(value(DsaSection.APPEALS, DsaLines.OMITTED, DsaLines.COMPLAINTS))
                .isEqualTo(1);
        assertThat(value(DsaSection.APPEALS, DsaLines.MEDIAN, DsaLines.COMPLAINTS))
                .isEqualTo(8);
    }

    @Test
    void complaintsAreToldApartByWhatTheyAreAbout() {
        assertThat(value(DsaSection.APPEALS, DsaLines.TOTAL_NUMBER, ABOUT_MESSAGE))
                .isEqualTo(1);
        assertThat(value(DsaSection.APPEALS, DsaLines.TOTAL_NUMBER, ABOUT_SERVICE))
                .isEqualTo(2);
        assertThat(value(DsaSection.APPEALS, DsaLines.REVERSED, ABOUT_SERVICE)).isEqualTo(1);
        assertThat(value(DsaSection.APPEALS, DsaLines.TOTAL_NUMBER, DsaLines.ABOUT_NO_ACTION))
                .isEqualTo(2);
        assertThat(value(DsaSection.APPEALS, DsaLines.TOTAL_NUMBER, DsaLines.ABOUT_TRUSTED_NO_ACTION))
                .isEqualTo(1);
    }

    @Test
    void suspensionsForIllegalContentFromTheThirdStrikeOnAreThoseOfRepeatedOffenders() {
        assertThat(value(DsaSection.APPEALS, DsaLines.TOTAL_NUMBER, DsaLines.REPEATED_ILLEGAL))
                .isEqualTo(2);
    }

    @Test
    void measuresAndNoticesAreTakenByMachinesOrNot() {
        assertThat(value(DsaSection.AUTOMATED, DsaLines.TOTAL_NUMBER, DsaLines.SOLELY))
                .isEqualTo(1);
        assertThat(value(DsaSection.AUTOMATED, DsaLines.TOTAL_NUMBER, DsaLines.NOT_AUTOMATED))
                .isEqualTo(4);
        assertThat(value(DsaSection.AUTOMATED, DsaLines.OWN_INITIATIVE, DsaLines.NOT_AUTOMATED))
                .isEqualTo(2);
        assertThat(value(DsaSection.AUTOMATED, "de", DsaLines.SOLELY)).isEqualTo(1);
        assertThat(value(DsaSection.AUTOMATED, "fr", DsaLines.SOLELY)).isEqualTo(0);
        assertThat(value(DsaSection.AUTOMATED, DsaLines.ALL_NOTICES, DsaLines.NOTICES_SOLELY))
                .isEqualTo(1);
        assertThat(value(DsaSection.AUTOMATED, DsaLines.ALL_NOTICES, DsaLines.NOTICES_NOT_AUTOMATED))
                .as("r1, r2 and the one that runs backwards; the open one is in neither")
                .isEqualTo(3);
    }

    /** In the Union, or nobody knows where: one action right, one wrong, one message missed, each standing for ten. */
    @Test
    void automatedMeansAreJudgedByAudits() {
        assertThat(value(DsaSection.AUTOMATED, DsaLines.TOTAL_NUMBER, DsaLines.PRECISION))
                .isCloseTo(0.5, within(1e-12));
        assertThat(value(DsaSection.AUTOMATED, DsaLines.TOTAL_NUMBER, DsaLines.RECALL))
                .isCloseTo(0.5, within(1e-12));
        assertThat(value(DsaSection.AUTOMATED, DsaLines.TOTAL_NUMBER, DsaLines.ACCURACY))
                .isCloseTo(1.0 / 3, within(1e-12));
        assertThat(value(DsaSection.AUTOMATED, DsaLines.OWN_INITIATIVE, DsaLines.PRECISION))
                .isCloseTo(1, within(1e-12));
        assertThat(value(DsaSection.AUTOMATED, DsaLines.ALL_NOTICES, DsaLines.PRECISION))
                .isCloseTo(0, within(1e-12));
        assertThat(value(DsaSection.AUTOMATED, "de", DsaLines.PRECISION)).isCloseTo(1, within(1e-12));
        assertThat(value(DsaSection.AUTOMATED, "it", DsaLines.PRECISION)).isNull();
        DsaValue.Basis basis = VALUES.get(
                        DsaSection.AUTOMATED.word() + " | " + DsaLines.TOTAL_NUMBER + " | " + DsaLines.PRECISION)
                .basis();
        assertThat(basis.observations()).isEqualTo(2);
        assertThat(basis.denominator()).isCloseTo(20, within(1e-9));
        assertThat(basis.ciLow()).isLessThan(0.5);
        assertThat(basis.ciHigh()).isGreaterThan(0.5);
    }

    @Test
    void moderatorsAreCountedByEmploymentAndLanguage() {
        assertThat(value(DsaSection.HUMANS, DsaLines.TOTAL_NUMBER, DsaLines.INTERNAL))
                .isEqualTo(1);
        assertThat(value(DsaSection.HUMANS, DsaLines.TOTAL_NUMBER, DsaLines.EXTERNAL))
                .isEqualTo(1);
        assertThat(value(DsaSection.HUMANS, DsaLines.TOTAL_NUMBER, DsaLines.EXPERTS))
                .isEqualTo(2);
        assertThat(value(DsaSection.HUMANS, "de", DsaLines.EXPERTS)).isEqualTo(2);
        assertThat(value(DsaSection.HUMANS, "en", DsaLines.EXPERTS)).isEqualTo(1);
        assertThat(value(DsaSection.HUMANS, "it", DsaLines.EXPERTS))
                .as("m1 could, in an earlier version")
                .isEqualTo(0);
    }
}
