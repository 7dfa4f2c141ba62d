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

/** Everything the simulator knows, in one place. Safe for use by many threads. */
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

    public Pages pages() {
        return pages;
    }

    /** What the switch STRICT found. */
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

    /** A person consents without a browser: the code that the redirect would have carried. */
    public String grant(String clientId, String redirectUri, String username, Set<String> scopes) {
        RegisteredApp app = registered(clientId, redirectUri);
        return grant(app, redirectUri, people.named(username), scopes, reach(app, username, null));
    }

    /** The same with a choice of Pages. Throws IllegalArgumentException if one of them is not the person's. */
    public String grant(String clientId, String redirectUri, String username, Set<String> scopes, Set<String> pageIds) {
        RegisteredApp app = registered(clientId, redirectUri);
        return grant(app, redirectUri, people.named(username), scopes, reach(app, username, pageIds));
    }

    /** A business consents: the code is for a token of its system user. */
    public String grantForBusiness(String clientId, String redirectUri, String username, Set<String> scopes) {
        RegisteredApp app = registered(clientId, redirectUri);
        Reach reach = reach(app, username, null).asSystemUser();
        return grant(app, redirectUri, people.named(username), scopes, reach);
    }

    /** What comes of a consent, whoever took it: a code, and the person's word on each permission. */
    public String grant(RegisteredApp app, String redirectUri, Person person, Set<String> scopes, Reach reach) {
        var granted = new HashSet<>(scopes);
        if (app.provider() == Provider.FACEBOOK) {
            // Nobody can decline it.
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

    /** Other configurations of Facebook Login for Business than the usual one. */
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

    /** A person takes a permission back in the settings. */
    public void declinePermission(String clientId, Person person, String permission) {
        permissions.decide(clientId, person, Set.of(), Set.of(permission));
        tokens.withdraw(clientId, person.id(), permission);
    }

    /** A person takes a Page back in the settings. */
    public void untick(String clientId, Person person, String page) {
        tokens.untick(clientId, person.id(), page);
    }

    public String appToken(RegisteredApp app) {
        return appTokens.computeIfAbsent(app.clientId(), ignored -> text.appToken(app));
    }

    /** Whose token it is that an app brings for itself: one that was issued, or id and secret with a bar between. */
    public Optional<RegisteredApp> appOf(@Nullable String appToken) {
        return appToken == null
                ? Optional.empty()
                : apps.all().stream()
                        .filter(app -> appToken.equals(appTokens.get(app.clientId()))
                                || app.secrets().stream()
                                        .anyMatch(secret -> appToken.equals(app.clientId() + "|" + secret)))
                        .findFirst();
    }

    /** The person removes the app in the settings: every token of the two dies with subcode 458. Returns how many. */
    public int removeApp(String clientId, String username) {
        Person person = people.named(username);
        permissions.forget(clientId, person);
        return tokens.revokeOf(clientId, person.id(), IssuedToken.REMOVED_APP);
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
