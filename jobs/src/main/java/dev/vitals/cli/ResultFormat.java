package dev.vitals.cli;

import dev.vitals.report.Csv;
import dev.vitals.warehouse.QueryResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How rows are printed. */
enum ResultFormat {
    TABLE {
        @Override
        String render(QueryResult result) {
            List<List<String>> lines = texts(result);
            int[] widths = new int[result.columns().size()];
            for (List<String> line : lines) {
                for (int i = 0; i < widths.length; i++) {
                    widths[i] = Math.max(widths[i], line.get(i).length());
                }
            }
            StringBuilder out = new StringBuilder();
            for (int row = 0; row < lines.size(); row++) {
                for (int i = 0; i < widths.length; i++) {
                    String cell = lines.get(row).get(i);
                    String gap = " ".repeat(widths[i] - cell.length());
                    out.append(i == 0 ? "" : "  ");
                    out.append(result.isNumber(i) ? gap + cell : cell + gap);
                }
                out.append('\n');
                if (row == 0) {
                    for (int i = 0; i < widths.length; i++) {
                        out.append(i == 0 ? "" : "  ").append("-".repeat(widths[i]));
                    }
                    out.append('\n');
                }
            }
            return out.append("(%,d rows)%n".formatted(result.rows().size())).toString();
        }
    },
    CSV {
        @Override
        String render(QueryResult result) {
            return texts(result).stream()
                    .map(line -> line.stream().map(ResultFormat::field).collect(Collectors.joining(",")) + "\n")
                    .collect(Collectors.joining());
        }
    },
    JSON {
        @Override
        String render(QueryResult result) {
            List<Map<String, Object>> objects = new ArrayList<>();
            for (List<Object> row : result.rows()) {
                Map<String, Object> object = new LinkedHashMap<>();
                for (int i = 0; i < row.size(); i++) {
                    object.put(result.columns().get(i), row.get(i));
                }
                objects.add(object);
            }
            return OutputOptions.toJson(objects) + "\n";
        }
    },
    MARKDOWN {
        @Override
        String render(QueryResult result) {
            List<List<String>> lines = texts(result);
            StringBuilder out = new StringBuilder();
            for (int row = 0; row < lines.size(); row++) {
                out.append(lines.get(row).stream()
                        .map(ResultFormat::markdown)
                        .collect(Collectors.joining(" | ", "| ", " |\n")));
                if (row == 0) {
                    for (int i = 0; i < result.columns().size(); i++) {
                        out.append(result.isNumber(i) ? "| ---: " : "| --- ");
                    }
                    out.append("|\n");
                }
            }
            return out.toString();
        }
    };

    abstract String render(QueryResult result);

    /** Header and rows as text; null is empty. */
    private static List<List<String>> texts(QueryResult result) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(result.columns());
        for (List<Object> row : result.rows()) {
            lines.add(row.stream()
                    .map(value -> value == null ? "" : value.toString())
                    .toList());
        }
        return lines;
    }

    /** Text, and no markup: a page made of it shows what the log says. */
    private static String markdown(String cell) {
        return cell.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("\n", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;");
    }

    private static String field(String cell) {
        return isNumber(cell) ? cell : Csv.field(cell);
    }

    private static boolean isNumber(String cell) {
        return cell.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
    }
}
