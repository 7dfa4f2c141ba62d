package io.tokenkeep.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenkeep.cli.api.Answer;
import io.tokenkeep.cli.api.ApiCall;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clients create}. Contacts and brand are set by {@code apply} or {@code clients import}. */
@Command
public final class ClientCreateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The agency's own id of the client")
    String id = "";

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Its name")
    String name = "";

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "en, de, fr, es, pt-BR or ja")
    @Nullable
    String language;

    @Option(names = "--time-zone", paramLabel = "ZONE", description = "As Europe/Berlin")
    @Nullable
    String timeZone;

    private final Session session;

    public ClientCreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ObjectNode client = JsonNodeFactory.instance.objectNode().put("id", id).put("name", name);
        if (language != null) {
            client.put("language", language);
        }
        if (timeZone != null) {
            client.put("timeZone", timeZone);
        }
        session.show(session.call(ApiCall.post("/clients").body(ApiCall.JSON, Answer.bytes(client))));
        return 0;
    }
}
