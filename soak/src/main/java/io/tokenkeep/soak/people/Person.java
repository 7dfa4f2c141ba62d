package io.tokenkeep.soak.people;

import io.tokenkeep.simulator.registry.Provider;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A person who consents once to one app. The label is the client in the connect link. Thread-safe. */
public final class Person {

    private final SoakApp app;
    private final String username;
    private final String accountId;
    private volatile Set<String> pages = Set.of();
    private volatile Fate fate = Fate.LIVES;
    private volatile boolean touched;
    private volatile boolean faulty;
    private volatile boolean answerMayBeLost;
    private volatile @Nullable String code;
    private volatile @Nullable String authorizationId;
    private volatile @Nullable Instant began;
    private volatile @Nullable Instant live;

    Person(SoakApp app, io.tokenkeep.simulator.registry.Person known) {
        this.app = app;
        this.username = known.username();
        this.accountId = app.provider() == Provider.INSTAGRAM ? known.professionalIdText() : known.idText();
    }

    public SoakApp app() {
        return app;
    }

    /** The username, which is also the label in the connect link. */
    public String username() {
        return username;
    }

    /** The key of the person's own account. */
    public String account() {
        return app.app() + ":" + accountId;
    }

    /** The Pages that the consent is for. */
    public Set<String> pages() {
        return pages;
    }

    void choose(Set<String> ids) {
        pages = Set.copyOf(ids);
    }

    public Fate fate() {
        return fate;
    }

    /** Records that the person's accounts must end from now on. */
    public void meet(Fate value) {
        fate = value;
    }

    /** Whether an incident has already chosen the person; no other incident may then choose them. */
    public boolean isTouched() {
        return touched;
    }

    public void touch() {
        touched = true;
    }

    /** Whether a fault was prepared for a call of the person's consent. */
    public boolean isFaulty() {
        return faulty;
    }

    public void prepareFault(boolean answerToCodeMayBeLost) {
        faulty = true;
        answerMayBeLost = answerToCodeMayBeLost;
    }

    /** Whether a fault may have lost the answer to the code, which no service can repair. */
    public boolean mayHaveLostAnswer() {
        return answerMayBeLost;
    }

    /** The consent, after its code was accepted. */
    public Optional<String> authorizationId() {
        return Optional.ofNullable(authorizationId);
    }

    void taken(String id) {
        authorizationId = id;
    }

    /** The code that the person got. Secret. */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    void got(String value) {
        code = value;
    }

    /** The time at which the code's record or redirect was first sent. */
    public Optional<Instant> began() {
        return Optional.ofNullable(began);
    }

    void begins(Instant at) {
        began = at;
    }

    /** The time at which the first live token of the person's own account was read. */
    public Optional<Instant> live() {
        return Optional.ofNullable(live);
    }

    void seenLive(Instant at) {
        if (live == null) {
            live = at;
        }
    }

    @Override
    public String toString() {
        return username + " (" + account() + ")";
    }
}
