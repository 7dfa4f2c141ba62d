package io.tokenkeep.kit.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address that a connection is counted for: an IPv4 address, or the network of 64 bits that one IPv6 client has. Holds
 * numbers and is not printed, because an address may identify a person.
 */
final class ClientAddress {

    private static final int NETWORK_BYTES = 8;

    private final byte[] address;

    private ClientAddress(byte[] address) {
        this.address = address;
    }

    /** Reads only the numeric form: a name would be looked up. */
    static Optional<ClientAddress> parse(@Nullable String text) {
        byte[] bytes = text == null ? null : NetUtil.createByteArrayFromIpAddressString(text);
        return bytes == null ? Optional.empty() : Optional.of(new ClientAddress(plain(bytes)));
    }

    /** An IPv4 address may be written as an IPv6 one (RFC 4291 2.5.5.2); the JDK knows the form. */
    private static byte[] plain(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("An address has 4 or 16 bytes", e);
        }
    }

    /** Whether the first bits are those of another address of the same family. */
    boolean startsLike(ClientAddress network, int bits) {
        if (address.length != network.address.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        return Arrays.equals(address, 0, whole, network.address, 0, whole)
                && (rest == 0 || ((address[whole] ^ network.address[whole]) & (0xFF00 >> rest) & 0xFF) == 0);
    }

    int bits() {
        return address.length * Byte.SIZE;
    }

    /** Whether it is an address of a private network, as proxies usually have. */
    boolean isPrivate() {
        try {
            InetAddress inet = InetAddress.getByAddress(address);
            boolean uniqueLocal = address.length > 4 && (address[0] & 0xFE) == 0xFC;
            return inet.isLoopbackAddress() || inet.isSiteLocalAddress() || inet.isLinkLocalAddress() || uniqueLocal;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 bytes", e);
        }
    }

    private byte[] counted() {
        return address.length > NETWORK_BYTES ? Arrays.copyOf(address, NETWORK_BYTES) : address;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientAddress that
                && address.length == that.address.length
                && Arrays.equals(counted(), that.counted());
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(counted()).hashCode();
    }

    @Override
    public String toString() {
        return "ClientAddress[hidden]";
    }
}
