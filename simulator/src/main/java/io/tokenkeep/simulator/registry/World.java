package io.tokenkeep.simulator.registry;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The state of the simulator, in one place. Safe for use by many threads. */
public final class World {
    private final SimulatedTime time;
    private final Lifetimes lifetimes;
    private final Switches switches;
    private final OpaqueText text;
    private final Apps apps = new Apps();
    private final People people = new People();
    private final Pages pages = new Pages();
    private final Permissions permissions = new Permissions();
    private final Complaints complaints = new Complaints();
    private final Map<String, Configuration> configurations = new ConcurrentHashMap<>();
    /** Each app's own token by client id. */
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

    public Pages pages() {
        return pages;
    }

    /** The findings of the switch STRICT. */
    public Complaints complaints() {
        return complaints;
    }

    public Permissions permissions() {
        return permissions;
    }

    public Codes codes() {
        return codes;
    }

    public Tokens tokens() {
        return tokens;
    }

    /** Lets a person consent without a browser. Returns the code that the redirect would contain. */
    public String grant(String clientId, String redirectUri, String username, Set<String> scopes) {
        RegisteredApp app = registered(clientId, redirectUri);
        return grant(app, redirectUri, people.named(username), scopes, reach(app, username, null));
    }

    /** The same with a choice of Pages. Throws IllegalArgumentException if one of them is not the person's. */
    public String grant(String clientId, String redirectUri, String username, Set<String> scopes, Set<String> pageIds) {
        RegisteredApp app = registered(clientId, redirectUri);
        return grant(app, redirectUri, people.named(username), scopes, reach(app, username, pageIds));
    }

    /** Lets a business consent. Returns a code for a token of its system user. */
    public String grantForBusiness(String clientId, String redirectUri, String username, Set<String> scopes) {
        RegisteredApp app = registered(clientId, redirectUri);
        Reach reach = reach(app, username, null).asSystemUser();
        return grant(app, redirectUri, people.named(username), scopes, reach);
    }

    /** Applies a consent: creates the code and records the person's decision on each permission. */
    public String grant(RegisteredApp app, String redirectUri, Person person, Set<String> scopes, Reach reach) {
        var granted = new HashSet<>(scopes);
        if (app.provider() == Provider.FACEBOOK) {
            // This permission cannot be declined.
            granted.add("public_profile");
            permissions.decide(app.clientId(), person, granted, Set.of());
            tokens.consentedAgain(app.clientId(), person.id(), reach);
        }
        return codes.grant(app, redirectUri, person, granted, reach);
    }

    private RegisteredApp registered(String clientId, String redirectUri) {
        RegisteredApp app = apps.find(clientId)
                .orElseThrow(() -> new IllegalArgumentException("no app " + clientId + " is registered"));
        if (!app.redirectsTo(redirectUri)) {
            throw new IllegalArgumentException("app " + clientId + " has not registered that redirect URI");
        }
        return app;
    }

    private Reach reach(RegisteredApp app, String username, @Nullable Set<String> pageIds) {
        if (app.provider() != Provider.FACEBOOK) {
            return Reach.of(app.provider());
        }
        Set<String> own = pages.idsOf(people.named(username));
        if (pageIds != null && !own.containsAll(pageIds)) {
            throw new IllegalArgumentException("a chosen Page is not one of " + username);
        }
        return Reach.of(app.provider(), pageIds == null ? own : pageIds);
    }

    /** Registers a configuration of Facebook Login for Business under its id. */
    public void configure(String configurationId, Configuration configuration) {
        configurations.put(configurationId, configuration);
    }

    public Configuration configuration(String configurationId) {
        return configurations.getOrDefault(configurationId, Configuration.USUAL);
    }

    /** An app gives a permission back, as if it had never been granted. */
    public void forgetPermission(String clientId, Person person, String permission) {
        permissions.forget(clientId, person, permission);
        tokens.withdraw(clientId, person.id(), permission);
    }

    /** A person revokes a permission in the settings. */
    public void declinePermission(String clientId, Person person, String permission) {
        permissions.decide(clientId, person, Set.of(), Set.of(permission));
        tokens.withdraw(clientId, person.id(), permission);
    }

    /** A person unticks a Page in the settings. */
    public void untick(String clientId, Person person, String page) {
        tokens.untick(clientId, person.id(), page);
    }

    public String appToken(RegisteredApp app) {
        return appTokens.computeIfAbsent(app.clientId(), ignored -> text.appToken(app));
    }

    /** The app of an app's own token: a token that was issued, or id and secret with a bar between. */
    public Optional<RegisteredApp> appOf(@Nullable String appToken) {
        return appToken == null
                ? Optional.empty()
                : apps.all().stream()
                        .filter(app -> appToken.equals(appTokens.get(app.clientId()))
                                || app.secrets().stream()
                                        .anyMatch(secret -> appToken.equals(app.clientId() + "|" + secret)))
                        .findFirst();
    }

    /** A person removes the app: every token of that person and app dies with subcode 458. Returns how many. */
    public int removeApp(String clientId, String username) {
        Person person = people.named(username);
        permissions.forget(clientId, person);
        return tokens.revokeOf(clientId, person.id(), IssuedToken.REMOVED_APP);
    }

    /** Every secret that is configured, or issued and remembered, by kind, for a search of logs and topics. */
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
