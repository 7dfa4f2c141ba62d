package io.tokenkeep.simulator.http;

import java.util.Map;
import java.util.Optional;

/** The endpoints of one product by plain path. */
public interface ApiPaths {

    Optional<ApiEndpoint> find(Address address);

    /** The errors in the product's texts. */
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
