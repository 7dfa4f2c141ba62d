package io.tokenkeep.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenkeep.cli.api.Answer;
import io.tokenkeep.cli.api.ApiCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keys create}: the service makes a key, which is shown once. */
@Command
public final class KeyCreateCommand implements Callable<Integer> {

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Who or what uses the key")
    String name = "";

    @Option(names = "--role", required = true, paramLabel = "ROLE", description = "READ, OPERATE or ADMIN")
    String role = "";

    @Option(names = "--client", paramLabel = "CLIENT", split = ",", description = "The only clients that it sees")
    List<String> clients = new ArrayList<>();

    @Option(names = "--expires-at", paramLabel = "TIME", description = "When it ends, as 2027-01-31T12:00:00Z")
    @Nullable
    String expiresAt;

    private final Session session;

    public KeyCreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ObjectNode key =
                JsonNodeFactory.instance.objectNode().put("name", name).put("role", role.toUpperCase(Locale.ROOT));
        if (!clients.isEmpty()) {
            ArrayNode all = key.putArray("clients");
            clients.forEach(all::add);
        }
        if (expiresAt != null) {
            key.put("expiresAt", expiresAt);
        }
        session.show(session.call(ApiCall.post("/keys").body(ApiCall.JSON, Answer.bytes(key))));
        session.terminal().say("The key is shown only now.");
        return 0;
    }
}
