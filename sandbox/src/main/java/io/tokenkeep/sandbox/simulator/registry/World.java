package io.tokenkeep.sandbox.simulator.registry;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Everything the simulator knows, in one place. Safe for use by many threads. */
public final class World {
    private final SimulatedTime time;
    private final Lifetimes lifetimes;
    private final Switches switches;
    private final OpaqueText text;
    private final Apps apps = new Apps();
    private final People people = new People();
    /** One for each app: asked for again, an app gets the same. */
    private final Map<String, String> appTokens = new ConcurrentHashMap<>();

    private final Codes codes;
    private final Tokens tokens;

    public World(
            InstantSource source,
            InstantSource wall,
            Lifetimes lifetimes,
            Set<Switch> switches,
            RandomGenerator random,
            int remembered) {
        this.time = new SimulatedTime(source, wall);
        this.lifetimes = lifetimes;
        this.switches = new Switches(switches);
        this.text = new OpaqueText(random);
        this.codes = new Codes(time, lifetimes, text, remembered);
        this.tokens = new Tokens(time, lifetimes, this.switches, text, remembered);
    }

    public SimulatedTime time() {
        return time;
    }

    public Lifetimes lifetimes() {
        return lifetimes;
    }

    public Switches switches() {
        return switches;
    }

    public OpaqueText text() {
        return text;
    }

    public Apps apps() {
        return apps;
    }

    public People people() {
        return people;
    }

    public Codes codes() {
        return codes;
    }

    public Tokens tokens() {
        return tokens;
    }

    /** A person consents without a browser: the code that the redirect would have carried. */
    public String grant(String clientId, String redirectUri, String username, Set<String> scopes) {
        RegisteredApp app = apps.find(clientId)
                .orElseThrow(() -> new IllegalArgumentException("no app " + clientId + " is registered"));
        if (!app.redirectsTo(redirectUri)) {
            throw new IllegalArgumentException("app " + clientId + " has not registered that redirect URI");
        }
        return codes.grant(app, redirectUri, people.named(username), scopes);
    }

    public String appToken(RegisteredApp app) {
        return appTokens.computeIfAbsent(app.clientId(), text::appToken);
    }

    /** The person removes the app in the settings: every token of the two dies with subcode 458. Returns how many. */
    public int removeApp(String clientId, String username) {
        return tokens.revokeOf(clientId, people.named(username).id(), IssuedToken.REMOVED_APP);
    }

    /** Every secret that is configured or was issued and is remembered, by kind, for a search of logs and topics. */
    public Map<String, List<String>> secrets() {
        var found = new LinkedHashMap<String, List<String>>();
        found.put(
                "client secret",
                apps.all().stream().flatMap(app -> app.secrets().stream()).toList());
        found.put("code", codes.all().stream().map(GrantedCode::value).toList());
        found.put("token", tokens.all().stream().map(IssuedToken::value).toList());
        found.put("app token", List.copyOf(appTokens.values()));
        return found;
    }
}
