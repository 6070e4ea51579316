package dev.vitals.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One definition file, read strictly: whatever is wrong in it is told with file and line.
 *
 * @param name what errors call the file, e.g. {@code schemas/tables/dim/user.yaml}
 * @param text its whole content
 */
public record YamlFile(String name, String text) {
    /** Reads the file from disk; {@code name} is what errors call it. */
    public static YamlFile read(Path path, String name) {
        try {
            return new YamlFile(name, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be read from " + path + ": " + e.getMessage(), e);
        }
    }

    /** The mapping that the file consists of. */
    public YamlMap root() {
        Node node = compose();
        if (node instanceof MappingNode mapping) {
            return new YamlMap(this, "the file", mapping);
        }
        throw error(
                YamlMap.lineOf(node), "the file must be a mapping (key: value) at its top; it is a list or a text.");
    }

    /** An error that names this file and the line. */
    DefinitionException error(int line, String message) {
        return new DefinitionException(name + ":" + line + ": " + message);
    }

    private Node compose() {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(name).build();
            return new Compose(settings).composeString(text).orElseThrow(() -> error(1, "the file is empty."));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new DefinitionException(
                    name + ":" + line + ": this is not YAML: " + e.getProblem()
                            + ". Correct the line, or one before it; texts with : or # want quotes.",
                    e);
        } catch (YamlEngineException e) {
            throw new DefinitionException(name + ":1: this is not YAML: " + e.getMessage(), e);
        }
    }
}
