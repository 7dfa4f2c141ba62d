package io.tokenkeep.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenkeep.cli.api.Answer;
import io.tokenkeep.cli.api.Api;
import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import io.tokenkeep.cli.api.Timer;
import io.tokenkeep.cli.command.GlobalOptions.Format;
import io.tokenkeep.cli.output.ObjectText;
import io.tokenkeep.cli.output.PlainText;
import io.tokenkeep.cli.output.Terminal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What all commands of one run share: the options, the terminal, and the API once it is needed. For one thread. */
public final class Session {

    private final GlobalOptions options;
    private final Map<String, String> environment;
    private final Terminal terminal;
    private final Timer timer;
    private @Nullable Api api;

    public Session(GlobalOptions options, Map<String, String> environment, Terminal terminal, Timer timer) {
        this.options = options;
        this.environment = environment;
        this.terminal = terminal;
        this.timer = timer;
    }

    Terminal terminal() {
        return terminal;
    }

    Timer timer() {
        return timer;
    }

    boolean isJson() {
        return options.output == Format.json;
    }

    /** Fails with {@link CommandFailure} if there is no key, or no valid address. */
    Api api() {
        Api made = api;
        if (made == null) {
            made = new Access(options, environment, terminal)
                    .api(timer, () -> UUID.randomUUID().toString());
            api = made;
        }
        return made;
    }

    /** The answer's object. */
    Answer.Json call(ApiCall call) {
        return api().send(call).json();
    }

    /** Prints an object of the API: as it came, or in lines. */
    void show(Answer.Json object) {
        if (isJson()) {
            printJson(object);
        } else {
            show(object.node());
        }
    }

    void show(JsonNode object) {
        terminal.printAll(ObjectText.lines(object));
    }

    void printJson(Answer.Json object) {
        terminal.print(PlainText.json(object.text().strip()));
        terminal.flush();
    }

    /** Fails unless somebody says yes. */
    void confirm(boolean yes, String question) {
        if (!yes && !terminal.confirms(question)) {
            throw new CommandFailure(ExitCode.NO, "Not confirmed. Nothing was done.");
        }
    }
}
