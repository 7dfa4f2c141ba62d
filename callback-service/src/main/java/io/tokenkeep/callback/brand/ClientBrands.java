package io.tokenkeep.callback.brand;

import io.tokenkeep.avro.Client;
import io.tokenkeep.callback.page.Brand;
import io.tokenkeep.kit.bounded.BoundedMap;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.util.Optional;

/**
 * The brand and the language of each client of console-service. Nothing waits for it: while it is being read, pages show the agency's
 * brand. At the bound the client that was read first is forgotten. Thread-safe.
 */
public final class ClientBrands implements TopicStore<Client> {

    private final BoundedMap<String, ClientAppearance> clients;
    private volatile boolean caughtUp;

    public ClientBrands(int limit) {
        this.clients = BoundedMap.byInsertion(limit);
    }

    /** The topic to follow. */
    public Followed<Client> followed(TopicNames names) {
        return new Followed<>("clients", names.onCluster(Topics.CLIENTS), Client::getClientId, this, null);
    }

    public synchronized Brand brand(String clientId) {
        return clients.find(clientId).map(ClientAppearance::brand).orElse(Brand.NONE);
    }

    /** The language tag of a client; empty if it has none. */
    public synchronized Optional<String> language(String clientId) {
        return clients.find(clientId).map(ClientAppearance::language);
    }

    @Override
    public synchronized void add(String key, Client client, RecordPlace place) {
        clients.merge(key, ClientAppearance.of(client), ClientAppearance::or);
    }

    @Override
    public synchronized boolean remove(String key, RecordPlace place) {
        clients.remove(key);
        return true;
    }

    @Override
    public void nowCaughtUp() {
        caughtUp = true;
    }

    @Override
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public synchronized int size() {
        return clients.size();
    }

    @Override
    public int limit() {
        return clients.limit();
    }

    @Override
    public synchronized CheckResult check() {
        return clients.hasRemoved()
                ? CheckResult.failed("there are more than " + limit()
                        + " clients, so some pages lack their client's brand; raise brand.clients.limit")
                : CheckResult.ok();
    }
}
