package io.tokenkeep.simulator.registry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The registered apps. Registering an id again replaces what was known of it. Safe for use by many threads. */
public final class Apps {
    private final Map<String, RegisteredApp> byId = new ConcurrentHashMap<>();

    public void register(RegisteredApp app) {
        byId.put(app.clientId(), app);
    }

    public Optional<RegisteredApp> find(@Nullable String clientId) {
        return clientId == null ? Optional.empty() : Optional.ofNullable(byId.get(clientId));
    }

    /** The app of that id, if it is one of that product's. */
    public Optional<RegisteredApp> find(Provider provider, @Nullable String clientId) {
        return find(clientId).filter(app -> app.provider() == provider);
    }

    public Collection<RegisteredApp> all() {
        return List.copyOf(byId.values());
    }
}
