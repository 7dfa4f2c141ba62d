package io.tokenkeep.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tokenkeep.cli.api.Answer;
import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.command.AccountExportCommand;
import io.tokenkeep.cli.command.AccountListCommand;
import io.tokenkeep.cli.command.ActionCommand;
import io.tokenkeep.cli.command.ApplyCommand;
import io.tokenkeep.cli.command.CallerCommand;
import io.tokenkeep.cli.command.ClientCreateCommand;
import io.tokenkeep.cli.command.ClientImportCommand;
import io.tokenkeep.cli.command.CompletionCommand;
import io.tokenkeep.cli.command.DeleteByListCommand;
import io.tokenkeep.cli.command.DiffCommand;
import io.tokenkeep.cli.command.ExportCommand;
import io.tokenkeep.cli.command.HistoryCommand;
import io.tokenkeep.cli.command.ImportCommand;
import io.tokenkeep.cli.command.ItemCommand;
import io.tokenkeep.cli.command.KeyCreateCommand;
import io.tokenkeep.cli.command.KeyHashCommand;
import io.tokenkeep.cli.command.LinkCreateCommand;
import io.tokenkeep.cli.command.LinkListCommand;
import io.tokenkeep.cli.command.ListCommand;
import io.tokenkeep.cli.command.ReconnectionsCommand;
import io.tokenkeep.cli.command.ResultTableCommand;
import io.tokenkeep.cli.command.Session;
import io.tokenkeep.cli.output.Column;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Which commands there are, with what their help says. */
final class CommandTree {

    private final Session session;
    private final CommandLine root;

    CommandTree(Session session, CommandLine root) {
        this.session = session;
        this.root = root;
    }

    void addAll() {
        addAccounts();
        addLinks();
        addImports();
        addClients();
        addKeys();
        CommandLine apps = group("apps", "The providers' apps and their health.");
        add(
                apps,
                "list",
                list(
                        "/apps",
                        "APP",
                        "app",
                        "ACCOUNTS",
                        "accounts",
                        "VERSION",
                        "apiVersion",
                        "PAUSED UNTIL",
                        "coolingDownUntil",
                        "PROBLEM",
                        "problem",
                        "ADVICE",
                        "advice"),
                "The apps.",
                "apps list");
        add(apps, "show", show("apps"), "One app: secret, cooldown, budget, API version.", "apps show threads-main");
        add(
                root,
                "diff",
                new DiffCommand(session),
                "Compares the installation with a file of clients, brands and API keys, and changes nothing.",
                "diff -f agency.yaml",
                "diff -f agency.yaml --prune");
        add(
                root,
                "apply",
                new ApplyCommand(session),
                "Brings clients, brands and API keys to what a file says. Shows the differences and asks first.",
                "apply -f agency.yaml",
                "apply -f agency.yaml --prune --yes");
        add(
                root,
                "completion",
                new CompletionCommand(session, root),
                "Prints the script that completes commands in bash or zsh.",
                "completion bash > ~/.local/share/bash-completion/completions/tokenkeep",
                "completion zsh");
    }

    private void addAccounts() {
        CommandLine accounts = group("accounts", "The connected accounts.");
        add(
                accounts,
                "list",
                new AccountListCommand(session),
                "Accounts, with a count for each state.",
                "accounts list --state EXPIRING,REAUTHORIZATION_REQUIRED --sort endsAt",
                "accounts list --client 7 --can PUBLISH --all --output json");
        add(
                accounts,
                "show",
                show("accounts"),
                "One account, with all that is known of it.",
                "accounts show threads-main:112233");
        add(
                accounts,
                "history",
                new HistoryCommand(session),
                "What happened to one account, newest first.",
                "accounts history threads-main:112233 --limit 20");
        action(accounts, "verify", "VERIFY", "Asks the provider whether the token works.");
        action(accounts, "refresh", "REFRESH", "Refreshes the token now.");
        action(accounts, "disconnect", "DISCONNECT", "Gives the account up; only a new consent brings it back.");
        add(
                accounts,
                "export",
                new AccountExportCommand(session),
                "The states of accounts in CSV.",
                "accounts export --client 7 --to states.csv",
                "accounts export --state CONNECTED");
        CommandLine bulk = group("bulk", "Actions on many accounts.");
        add(
                bulk,
                "list",
                list(
                        "/bulk-actions",
                        "ID",
                        "id",
                        "ACTION",
                        "action",
                        "STATE",
                        "state",
                        "TOTAL",
                        "total",
                        "SENT",
                        "sent",
                        "RESULTS",
                        "results"),
                "The actions on many accounts.",
                "bulk list");
        add(bulk, "show", show("bulk-actions"), "One action, with its counts.", "bulk show b1");
        add(
                bulk,
                "cancel",
                item(id -> ApiCall.post(ApiCall.path("bulk-actions", id) + "/cancel")),
                "Ends an action; what is sent already goes on.",
                "bulk cancel b1");
        add(
                bulk,
                "result",
                table("csv/bulk-actions"),
                "The result of each account in CSV.",
                "bulk result b1 --to result.csv");
    }

    private void action(CommandLine accounts, String name, String action, String description) {
        add(
                accounts,
                name,
                new ActionCommand(session, action),
                description + " With a filter it counts the accounts first, asks, and then acts on just these.",
                "accounts " + name + " threads-main:112233",
                "accounts " + name + " threads-main:112233 --no-wait",
                "accounts " + name + " --client 7 --state CONNECTED --yes");
    }

    private void addLinks() {
        CommandLine links = group("links", "Connect links, which ask people to connect their accounts.");
        add(
                links,
                "create",
                new LinkCreateCommand(session),
                "Makes a connect link, or one for each row of a table.",
                "links create --app threads-main --client 7 --expect threads-main:HANDLE:ada",
                "links create --from links.csv --to made.csv");
        add(links, "list", new LinkListCommand(session), "Connect links.", "links list --client 7 --step LEFT");
        add(
                links,
                "show",
                show("links"),
                "One connect link, with its address and how far people came.",
                "links show l1");
        add(
                links,
                "revoke",
                item(id -> ApiCall.delete(ApiCall.path("links", id))),
                "Revokes a connect link, also for people who are at the provider now.",
                "links revoke l1");
        add(
                root,
                "reconnect",
                item(CommandTree::reconnectLink),
                "The reconnect link of an account that needs a person, made if there is none.",
                "reconnect threads-main:112233");
        add(
                root,
                "reconnections",
                new ReconnectionsCommand(session),
                "The accounts that need a person.",
                "reconnections --client 7",
                "reconnections --all --output json");
    }

    private static ApiCall reconnectLink(String account) {
        byte[] body = Answer.bytes(JsonNodeFactory.instance.objectNode().put("account", account));
        return ApiCall.post("/reconnect-links").body(ApiCall.JSON, body);
    }

    private void addImports() {
        CommandLine imports = add(
                root,
                "import",
                new ImportCommand(session),
                "Takes existing tokens over. Prints nothing of the file. The same file again is the same import.",
                "import tokens.csv --app threads-main",
                "import show i1");
        add(
                imports,
                "list",
                list("/imports", "ID", "id", "APP", "app", "TOTAL", "total", "COUNTS", "counts"),
                "The imports.",
                "import list");
        add(imports, "show", show("imports"), "One import, with its counts.", "import show i1");
        add(
                imports,
                "result",
                table("csv/imports"),
                "What became of each row, in CSV.",
                "import result i1 --to result.csv");
        add(
                imports,
                "links",
                item(id -> ApiCall.post(ApiCall.path("imports", id) + "/connect-links")),
                "Makes connect links for the rows whose token is another app's.",
                "import links i1");
        add(
                root,
                "delete-by-list",
                new DeleteByListCommand(session),
                "Deletes the data of each person in a list of the provider, and prints the report.",
                "delete-by-list ids.csv --app threads-main --as-of 2027-01-31T12:00:00Z --to report.csv");
    }

    private void addClients() {
        CommandLine clients = group("clients", "The clients of the agency.");
        add(
                clients,
                "list",
                list("/clients", "ID", "id", "NAME", "name", "LANGUAGE", "language", "TIME ZONE", "timeZone"),
                "The clients.",
                "clients list --all");
        add(clients, "show", show("clients"), "One client.", "clients show 7");
        add(
                clients,
                "create",
                new ClientCreateCommand(session),
                "Makes a client.",
                "clients create 7 --name 'Ada & Co' --language de");
        add(
                clients,
                "import",
                new ClientImportCommand(session),
                "Makes or changes a client for each row of a table.",
                "clients import clients.csv");
        add(clients, "export", new ExportCommand(session), "All clients in CSV.", "clients export --to clients.csv");
    }

    private void addKeys() {
        CommandLine keys = group("keys", "API keys of the agency's programs.");
        add(
                keys,
                "list",
                list(
                        "/keys",
                        "ID",
                        "id",
                        "NAME",
                        "name",
                        "ROLE",
                        "role",
                        "CLIENTS",
                        "clients",
                        "EXPIRES",
                        "expiresAt",
                        "REVOKED",
                        "revokedAt"),
                "The API keys, without those in the settings.",
                "keys list");
        add(keys, "show", show("keys"), "One API key, without its text.", "keys show ci");
        add(
                keys,
                "create",
                new KeyCreateCommand(session),
                "Makes an API key, which is shown once.",
                "keys create --name 'Reports' --role READ --client 7");
        add(
                keys,
                "revoke",
                item(id -> ApiCall.delete(ApiCall.path("keys", id))),
                "Revokes an API key; it is refused from now on.",
                "keys revoke ci");
        add(keys, "me", new CallerCommand(session), "Whom the API key of this call stands for.", "keys me");
        add(
                keys,
                "hash",
                new KeyHashCommand(session, new SecureRandom()),
                "Makes an API key on this machine: the key on standard output, and its hash for apply on standard error.",
                "keys hash ci > ci.key");
    }

    private ListCommand list(String path, String... headersAndMembers) {
        return new ListCommand(session, path, Column.list(headersAndMembers));
    }

    private ItemCommand show(String collection) {
        return item(id -> ApiCall.get(ApiCall.path(collection, id)));
    }

    private ItemCommand item(Function<String, ApiCall> request) {
        return new ItemCommand(session, request);
    }

    private ResultTableCommand table(String collection) {
        return new ResultTableCommand(session, id -> ApiCall.get(ApiCall.path(collection, id)));
    }

    private CommandLine group(String name, String description) {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage().description(description).synopsisSubcommandLabel("COMMAND");
        root.addSubcommand(name, spec);
        return added(root, name);
    }

    private static CommandLine add(
            CommandLine parent, String name, Object command, String description, String... examples) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec()
                .usageMessage()
                .description(description)
                .sortOptions(false)
                .footerHeading("%nExamples:%n")
                .footer(List.of(examples).stream()
                        .map(example -> "  tokenkeep " + example)
                        .toArray(String[]::new));
        parent.addSubcommand(name, line);
        return added(parent, name);
    }

    private static CommandLine added(CommandLine parent, String name) {
        return Objects.requireNonNull(parent.getSubcommands().get(name), "just added");
    }
}
