package io.tokenkeep.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.desired.Comparison;
import io.tokenkeep.cli.desired.DesiredFile;
import io.tokenkeep.cli.desired.Difference;
import io.tokenkeep.cli.output.PlainText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The file that says what an installation should have, and its comparison with what the installation has. */
final class DesiredOptions {

    private static final int PAGE = 200;

    @Option(names = "-f", required = true, paramLabel = "FILE", description = "YAML or JSON; - is standard input")
    Path file = Path.of("-");

    @Option(
            names = "--prune",
            description =
                    "Also delete clients and revoke keys that the file does not name, of the sections that it has")
    boolean prune;

    /** Prints the differences, and returns them. */
    List<Difference> differences(Session session) {
        DesiredFile desired = DesiredFile.parse(InputFile.read(session, file));
        Map<String, ObjectNode> clients = desired.clients().isPresent() ? all(session, "/clients") : Map.of();
        Map<String, ObjectNode> keys = desired.keys().isPresent() ? all(session, "/keys") : Map.of();
        List<Difference> differences = Comparison.of(desired, clients, keys, prune);
        for (Difference difference : differences) {
            session.terminal().print(PlainText.line(difference.what()));
            difference.lines().forEach(line -> session.terminal().print(PlainText.line(line)));
        }
        session.terminal().flush();
        return differences;
    }

    private Map<String, ObjectNode> all(Session session, String path) {
        Map<String, ObjectNode> all = new TreeMap<>();
        String after = null;
        do {
            JsonNode page = session.call(ApiCall.get(path).with("limit", PAGE).with("after", after))
                    .node();
            page.path("items").forEach(item -> {
                if (item instanceof ObjectNode object) {
                    all.put(object.path("id").asText(), object);
                }
            });
            after = next(page, after);
        } while (after != null);
        return all;
    }

    private static @Nullable String next(JsonNode page, @Nullable String place) {
        JsonNode next = page.path("next");
        return next.isTextual() && !next.asText().equals(place) ? next.asText() : null;
    }
}
