package io.tokenkeep.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenkeep.cli.api.Answer;
import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code links create}: one link, or one for each row of a table. */
@Command
public final class LinkCreateCommand implements Callable<Integer> {

    @Option(names = "--app", paramLabel = "APP", split = ",", description = "The apps to consent to, in this order")
    List<String> apps = new ArrayList<>();

    @Option(names = "--client", paramLabel = "CLIENT", description = "The client whose accounts these will be")
    @Nullable
    String client;

    @Option(names = "--expires-at", paramLabel = "TIME", description = "When the link ends, as 2027-01-31T12:00:00Z")
    @Nullable
    String expiresAt;

    @Option(names = "--many-uses", description = "More than one person may use it")
    boolean manyUses;

    @Option(
            names = "--expect",
            paramLabel = "APP:KIND:VALUE",
            description =
                    "An account that must be connected, as threads-main:HANDLE:ada; KIND is ACCOUNT, HANDLE or PAGE")
    List<String> expected = new ArrayList<>();

    @Option(names = "--return-url", paramLabel = "URL", description = "Where the page after the consent leads")
    @Nullable
    String returnUrl;

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "en, de, fr, es, pt-BR or ja")
    @Nullable
    String language;

    @Option(
            names = "--confirm-within-hours",
            paramLabel = "N",
            description = "Consents wait so long for a confirmation")
    @Nullable
    Integer confirmWithinHours;

    @Option(names = "--note", paramLabel = "TEXT", description = "What to remember; no page shows it")
    @Nullable
    String note;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "A table in CSV: apps, and any of client, expires_at, single, expected_app, expected_kind,"
                    + " expected_value, return_url, language, confirm_within_hours, note")
    @Nullable
    Path from;

    @Option(names = "--to", paramLabel = "FILE", description = "With --from: write the table of links to this file")
    @Nullable
    Path to;

    private final Session session;

    public LinkCreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path table = from;
        if ((table == null) == apps.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "Name either --app for one link, or --from for a table of links.");
        }
        if (table != null) {
            return new TableUpload(session).run(ApiCall.post("/csv/links"), table, to);
        }
        session.show(session.call(ApiCall.post("/links").body(ApiCall.JSON, Answer.bytes(link()))));
        return ExitCode.OK;
    }

    private ObjectNode link() {
        ObjectNode link = JsonNodeFactory.instance.objectNode();
        ArrayNode all = link.putArray("apps");
        apps.forEach(all::add);
        put(link, "client", client);
        put(link, "expiresAt", expiresAt);
        link.put("single", !manyUses);
        put(link, "returnUrl", returnUrl);
        put(link, "language", language);
        put(link, "note", note);
        if (confirmWithinHours != null) {
            link.put("confirmWithinHours", confirmWithinHours);
        }
        for (String text : expected) {
            String[] parts = text.split(":", 3);
            if (parts.length != 3) {
                throw new CommandFailure(ExitCode.USAGE, "--expect: write it as threads-main:HANDLE:ada.");
            }
            link.withArray("/expected")
                    .addObject()
                    .put("app", parts[0])
                    .put("kind", parts[1])
                    .put("value", parts[2]);
        }
        return link;
    }

    private static void put(ObjectNode object, String name, @Nullable String value) {
        if (value != null) {
            object.put(name, value);
        }
    }
}
