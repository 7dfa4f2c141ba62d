package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which accounts: all given options must match. */
final class AccountFilter {

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description =
                    "CONNECTED, EXPIRING, REAUTHORIZATION_REQUIRED, USER_ACTION_REQUIRED, DISCONNECTED or DEAUTHORIZED;"
                            + " several with commas")
    List<String> states = new ArrayList<>();

    @Option(names = "--app", paramLabel = "APP", description = "Accounts of this app")
    @Nullable
    String app;

    @Option(names = "--client", paramLabel = "CLIENT", description = "Accounts of this client")
    @Nullable
    String client;

    @Option(names = "--provider", paramLabel = "PROVIDER", description = "Accounts of this provider, as threads")
    @Nullable
    String provider;

    @Option(names = "--kind", paramLabel = "KIND", description = "USER or PAGE")
    @Nullable
    String kind;

    @Option(names = "--can", paramLabel = "CAPABILITY", description = "What they can do now: READ, PUBLISH or INSIGHTS")
    @Nullable
    String can;

    @Option(
            names = "--ends-before",
            paramLabel = "TIME",
            description = "Access that ends before this time, as 2027-01-31T12:00:00Z")
    @Nullable
    String endsBefore;

    @Option(names = "--text", paramLabel = "TEXT", description = "Accounts whose name or id begins so")
    @Nullable
    String text;

    /** In the API's names. Empty for all accounts. */
    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        states.forEach(state -> add(parameters, "state", upper(state)));
        add(parameters, "app", app);
        add(parameters, "client", client);
        add(parameters, "provider", provider);
        add(parameters, "kind", upper(kind));
        add(parameters, "can", upper(can));
        add(parameters, "endsBefore", endsBefore);
        add(parameters, "text", text);
        return parameters;
    }

    private static void add(List<Parameter> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.add(new Parameter(name, value));
        }
    }

    private static @Nullable String upper(@Nullable String value) {
        return value == null ? null : value.strip().toUpperCase(Locale.ROOT);
    }
}
