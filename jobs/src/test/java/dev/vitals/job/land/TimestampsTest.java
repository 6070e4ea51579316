package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            no decimals,                    2026-01-05T12:00:00Z,                2026-01-05T12:00:00Z
            milliseconds,                   2026-01-05T12:00:00.123Z,            2026-01-05T12:00:00.123Z
            nanoseconds are cut,            2026-01-05T12:00:00.123456789Z,      2026-01-05T12:00:00.123456Z
            and not rounded,                2026-01-05T12:00:00.999999999Z,      2026-01-05T12:00:00.999999Z
            more decimals than nanoseconds, 2026-01-05T12:00:00.12345678901234Z, 2026-01-05T12:00:00.123456Z
            an offset east of Greenwich,    2026-01-05T01:30:00+02:00,           2026-01-04T23:30:00Z
            an offset west of it,           2026-12-31T20:00:00.5-05:30,         2027-01-01T01:30:00.5Z
            small letters,                  2026-01-05t12:00:00z,                2026-01-05T12:00:00Z
            a space between day and time,   2026-01-05 12:00:00Z,                2026-01-05T12:00:00Z
            a leap day,                     2028-02-29T00:00:00Z,                2028-02-29T00:00:00Z
            a leap second,                  2016-12-31T23:59:60Z,                2017-01-01T00:00:00Z
            the first instant in range,     2010-01-01T00:00:00Z,                2010-01-01T00:00:00Z
            the last instant in range,      2099-12-31T23:59:59.999999Z,         2099-12-31T23:59:59.999999Z
            """)
    void readsRfc3339(String why, String text, String expected) {
        assertThat(Timestamps.rfc3339(text)).as(why).isEqualTo(LandFixture.micros(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-01-05",
                "2026-01-05T12:00:00",
                "2026-13-05T12:00:00Z",
                "2026-00-05T12:00:00Z",
                "2026-02-29T12:00:00Z",
                "2100-02-29T12:00:00Z",
                "2026-04-31T12:00:00Z",
                "2026-01-00T12:00:00Z",
                "2026-01-05T24:00:00Z",
                "2026-01-05T12:60:00Z",
                "2026-01-05T12:00:61Z",
                "2026-01-05T12:00:00.Z",
                "2026-01-05T12:00:00+2",
                "2026-01-05T12:00:00+0200",
                "2026-01-05T12:00:00+24:00",
                "2026-01-05T12:00:00ZZ",
                "2026-1-05T12:00:00.00Z",
                "+026-01-05T12:00:00Z",
                "2026-01-05X12:00:00Z",
                "1767614400000",
                "2026-01-05T12:00:00 Europe/Berlin"
            })
    void refusesWhatIsNoInstant(String text) {
        assertThat(Timestamps.rfc3339(text)).isEqualTo(Timestamps.BAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2009-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00Z",
                "2010-01-01T00:30:00+01:00",
                "0000-01-01T00:00:00Z"
            })
    void saysWhenAClockIsBehindThePlatform(String text) {
        assertThat(Timestamps.rfc3339(text)).isEqualTo(Timestamps.TOO_EARLY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2100-01-01T00:00:00Z", "2105-06-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"})
    void saysWhenAnInstantIsFartherThanAnyClock(String text) {
        assertThat(Timestamps.rfc3339(text)).isEqualTo(Timestamps.TOO_LATE);
    }

    @Test
    void agreesWithTheJavaLibraryOnRandomInstants() {
        Random random = new Random(11);
        long first = Instant.parse("2010-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    first + (long) (random.nextDouble() * (last - first)), random.nextInt(1_000_000_000));
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 18 * 60) - 18 * 60));
            String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atOffset(offset));
            if (text.length() < 20 || text.charAt(16) != ':') {
                continue;
            }
            assertThat(Timestamps.rfc3339(text))
                    .as(text)
                    .isEqualTo(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000);
        }
    }

    @Test
    void readsUnixMilliseconds() {
        assertThat(Timestamps.unixMillis("1662206235860")).isEqualTo(LandFixture.micros("2022-09-03T11:57:15.860Z"));
        assertThat(Timestamps.unixMillis("1662206235")).isEqualTo(Timestamps.TOO_EARLY);
        assertThat(Timestamps.unixMillis("")).isEqualTo(Timestamps.BAD);
        assertThat(Timestamps.unixMillis("16622062358b0")).isEqualTo(Timestamps.BAD);
        assertThat(Timestamps.unixMillis("99999999999999999999")).isEqualTo(Timestamps.BAD);
    }
}
