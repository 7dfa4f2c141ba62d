package io.tokenkeep.simulator.http;

import java.util.Map;
import java.util.Optional;

/** What answers at which plain path of one product. */
public interface ApiPaths {

    Optional<ApiEndpoint> find(Address address);

    /** Errors as that product words them. */
    GraphErrors errors();

    static ApiPaths of(Map<String, ApiEndpoint> endpoints, GraphErrors errors) {
        return new ApiPaths() {
            @Override
            public Optional<ApiEndpoint> find(Address address) {
                return Optional.ofNullable(endpoints.get(address.path()));
            }

            @Override
            public GraphErrors errors() {
                return errors;
            }
        };
    }
}
