package dev.vitals.stats;

/** Small published data sets; durations have a plus behind those that had not ended. */
public final class Samples {
    /** M1: ten p-values that R multtest adjusted, as recorded in statsmodels stats/tests/test_multi.py. */
    public static final double[] MULTTEST = {
        5.23656777208e-05,
        .00028140506198,
        .0149877310796,
        .0202732688798,
        .177096952723,
        .642193923795,
        .680845947633,
        .71626938238,
        .838541367553,
        .967833824309
    };

    /** R1: weeks to relapse, acute myelogenous leukaemia; Miller, Survival Analysis, 1981; aml in R package survival. */
    public static final String AML_MAINTAINED = "9 13 13+ 18 23 28+ 31 34 45+ 48 161+";

    public static final String AML_NOT_MAINTAINED = "5 5 8 8 12 16+ 23 27 30 33 43 45";

    /** R3: days to death, lung cancer, men; Loprinzi et al., J. Clin. Oncol. 12, 1994; lung in R package survival. */
    public static final String LUNG_MEN = """
            11 11 11 12 13 13 15 26 30 31 53 53 54 59 60 65 65 71 81 88 88 92 93 95 105 107 110 116
            118 131 132 132 135 142 144 147 156 156 163 163 163 166 170 174+ 175 176 177 179 179 180
            181 181 183 185+ 188+ 189 191+ 196+ 197+ 197 202 207 210 212 218 221+ 222+ 222 223 225+
            225+ 229 230 237+ 239 246 259+ 267 269 270 279+ 283 284+ 284 285 286 288 291 292+ 300+
            301+ 301 303+ 303 306 310 320 329 337 353 353 363 364 371 387 390 394 404+ 413+ 428 429
            442 444+ 455 457 458+ 460 477 519 524 533 558 567 574 583 613 624 643 655 689 707 791 806+
            814 840+ 883 1010+ 1022+
            """;

    /** The same study, women. */
    public static final String LUNG_WOMEN = """
            5 60 61 62 79 81 92+ 95 105+ 107 122 145 145 153 166 167 173+ 175+ 177+ 182 186 192+ 194
            199 201 201 202+ 203+ 208 211+ 224+ 226 235+ 239 240+ 243+ 245 252+ 266+ 268 269+ 272+
            276+ 285 292+ 293 296+ 305 310 315+ 332+ 340 345 348 350 351 356+ 361 363 364+ 371 376+
            382+ 384+ 426 433 444 450 473 511+ 511+ 520 524 529+ 543+ 550 551+ 559+ 588+ 641 654 687
            705 728 731 735 740+ 765 821+ 965+
            """;

    /** Days to relapse or death after a transplant, ALL group; Klein and Moeschberger, Survival Analysis, table 1.3. */
    static final String TRANSPLANT_ALL = """
            1 55 74 86 104 107 109 110 122 122 129 172 192 194 226+ 230 276 332 383 418 466 487 526 530+ 609 662
            996+ 1111+ 1167+ 1182+ 1199+ 1330+ 1377+ 1433+ 1462+ 1496+ 1602+ 2081+
            """;

    private Samples() {}

    /**
     * Days without the disease after a transplant of bone marrow (Klein and Moeschberger, Survival Analysis, 2003,
     * section 1.3): acute lymphoblastic leukaemia, and acute myeloid leukaemia of low and of high risk.
     */
    static final String BMT_ALL =
            "2081+ 1602+ 1496+ 1462+ 1433+ 1377+ 1330+ 996+ 226+ 1199+ 1111+ 530+ 1182+ 1167+ 418 383 "
                    + "276 104 609 172 487 662 194 230 526 122 129 74 122 86 466 192 109 55 1 107 110 332";

    static final String BMT_AML_LOW =
            "2569+ 2506+ 2409+ 2218+ 1857+ 1829+ 1562+ 1470+ 1363+ 1030+ 860+ 1258+ 2246+ 1870+ 1799+ "
                    + "1709+ 1674+ 1568+ 1527+ 1324+ 957+ 932+ 847+ 848+ 1850+ 1843+ 1535+ 1447+ 1384+ 414 2204 "
                    + "1063 481 105 641 390 288 421 79 748 486 48 272 1074 381 10 53 80 35 248 704 211 219 606";

    static final String BMT_AML_HIGH =
            "2640+ 2430+ 2252+ 2140+ 2133+ 1238+ 1631+ 2024+ 1345+ 1136+ 845+ 422 162 84 100 2 47 242 "
                    + "456 268 318 32 467 47 390 183 105 115 164 93 120 80 677 64 168 74 16 157 625 48 273 63 76 "
                    + "113 363";

    /** All below 3600, so that each time unit is a bin of its own and nothing is rounded. */
    public static TimeHistogram histogram(String durations) {
        TimeHistogram.Builder builder = TimeHistogram.builder();
        for (String word : durations.strip().split("\\s+")) {
            boolean open = word.endsWith("+");
            int time = Integer.parseInt(open ? word.substring(0, word.length() - 1) : word);
            builder.add(TimeBins.bin(time), open ? TimeHistogram.CENSORED : 0, 1);
        }
        return builder.build();
    }
}
