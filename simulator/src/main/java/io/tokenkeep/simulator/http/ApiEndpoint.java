package io.tokenkeep.simulator.http;

/** One address of a provider. Stateless; what it remembers is in the world. */
public interface ApiEndpoint {

    /** The name by which faults and people speak of what this request asks for. */
    Endpoint name(ApiRequest request);

    /** Whether a DELETE means something here; where not, the path is unknown to it. */
    default boolean takesDelete() {
        return false;
    }

    /** What the documentation lists for what this request asks for. */
    default Documented documented(ApiRequest request) {
        return Documented.ANYTHING;
    }

    /** A request arrived. Nothing takes effect yet. */
    ApiCall begin(ApiRequest request);
}
