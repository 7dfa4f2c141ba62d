package io.tokenkeep.kit.http;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that may name the client of a connection, and the header in which they name it. The client is the first address
 * from the right that is no trusted proxy: the client itself may have written everything to the left of it.
 */
public final class TrustedProxies {

    private static final TrustedProxies NONE = new TrustedProxies(List.of(), "X-Forwarded-For");
    private static final String FOR = "for=";

    private final List<Network> networks;
    private final String header;
    private final boolean standard;

    private record Network(ClientAddress address, int bits) {
        boolean holds(ClientAddress one) {
            return one.startsLike(address, bits);
        }
    }

    private TrustedProxies(List<Network> networks, String header) {
        this.networks = networks;
        this.header = header;
        this.standard = header.equalsIgnoreCase("Forwarded");
    }

    public static TrustedProxies none() {
        return NONE;
    }

    /**
     * Reads addresses and networks such as {@code 10.0.0.0/8}; {@link ConfigException} if one is neither.
     *
     * @param setting the name for the error message
     */
    public static TrustedProxies parse(String setting, List<String> networks, String header) {
        return new TrustedProxies(
                networks.stream()
                        .map(text -> network(text)
                                .orElseThrow(() -> new ConfigException(
                                        setting + ": write addresses, or networks such as 10.0.0.0/8")))
                        .toList(),
                header);
    }

    private static Optional<Network> network(String text) {
        String[] parts = text.strip().split("/", 2);
        return ClientAddress.parse(parts[0]).flatMap(address -> {
            int bits = parts.length == 1 ? address.bits() : number(parts[1]);
            return bits < 0 || bits > address.bits() ? Optional.empty() : Optional.of(new Network(address, bits));
        });
    }

    private static int number(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    }

    boolean holds(ClientAddress address) {
        return networks.stream().anyMatch(network -> network.holds(address));
    }

    /** The client for which a trusted proxy sent a request; empty if the header does not name it in a readable form. */
    Optional<ClientAddress> client(MultiMap headers) {
        String[] written = String.join(",", headers.getAll(header)).split(",", -1);
        for (int i = written.length - 1; i >= 0; i--) {
            Optional<ClientAddress> address = ClientAddress.parse(node(written[i].strip()));
            if (address.isEmpty() || !holds(address.get())) {
                return address;
            }
        }
        return Optional.empty();
    }

    private @Nullable String node(String element) {
        return bare(standard ? forwardedFor(element) : element);
    }

    /** Of {@code for=192.0.2.1;proto=https} the first value (RFC 7239 4). */
    private static @Nullable String forwardedFor(String element) {
        for (String pair : element.split(";", -1)) {
            String stripped = pair.strip();
            if (stripped.regionMatches(true, 0, FOR, 0, FOR.length())) {
                return stripped.substring(FOR.length()).replace("\"", "");
            }
        }
        return null;
    }

    /** Without a port, and without the brackets that set an IPv6 address apart from one. */
    private static @Nullable String bare(@Nullable String node) {
        if (node == null) {
            return null;
        }
        int end = node.indexOf(']');
        if (node.startsWith("[") && end > 0) {
            return node.substring(1, end);
        }
        int colon = node.indexOf(':');
        return colon > 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }
}
